/** Where artefacts are kept: files of bytes by name, such as a folder or a bucket. */
export interface ByteStore {
  /** Writes a file whole or not at all, in the place of one of that name. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** A file's bytes; null when there is none of that name. */
  get(name: string): Promise<Uint8Array | null>
  /** The names of all files. */
  list(): Promise<string[]>
  /** Deletes a file, where there is one. */
  delete(name: string): Promise<void>
}
