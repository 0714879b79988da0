import { webcrypto } from 'node:crypto'
import type { ModelParts } from '../models/model.js'
import { layOut, viewsOf, type ArrayPlace } from './array_layout.js'
import { ArtefactDamaged } from './artefact_damaged.js'
import type { ByteStore } from './byte_store.js'

/** Raised when what is written changes, so that an older program refuses what it cannot read. */
const FORMAT = 1

/** How a model came to be: enough to train it again from the same events. JSON. */
export type Provenance = Readonly<Record<string, unknown>>

/** A model with the ids of its titles, as it is kept in a file. */
export interface Artefact {
  id: string
  parts: ModelParts
  /** Ids by the model's index. */
  titleIds: readonly string[]
  provenance: Provenance
}

export interface WrittenArtefact {
  /** SHA-256 of the manifest, which holds that of the arrays; hex. */
  checksum: string
  bytes: number
}

interface Manifest {
  format: number
  id: string
  kind: ModelParts['kind']
  titleCount: number
  parameters: ModelParts['parameters']
  meta: ModelParts['meta']
  titleIds: readonly string[]
  arrays: ArrayPlace[]
  binary: { bytes: number; sha256: string }
  provenance: Provenance
}

const manifestOf = (id: string) => `${id}/manifest.json`
const arraysOf = (id: string) => `${id}/arrays.bin`

/**
 * Keeps a model as two files: its arrays, little-endian and each at a multiple of 8 bytes, and then
 * a manifest in JSON, without which there is no artefact.
 */
export async function writeArtefact(
  store: ByteStore,
  artefact: Artefact
): Promise<WrittenArtefact> {
  const { id, parts, titleIds, provenance } = artefact
  checkIds(id, parts.titleCount, titleIds)
  const { places, bytes } = layOut(parts.arrays)
  const manifest: Manifest = {
    ...{ format: FORMAT, id },
    ...{ kind: parts.kind, titleCount: parts.titleCount },
    ...{ parameters: parts.parameters, meta: parts.meta },
    ...{ titleIds, arrays: places },
    binary: { bytes: bytes.byteLength, sha256: await sha256(bytes) },
    provenance,
  }
  const content = JSON.stringify(manifest)
  const checksum = await sha256(Buffer.from(content))
  const file = Buffer.from(JSON.stringify({ checksum, content: JSON.parse(content) }))
  await store.put(arraysOf(id), bytes)
  await store.put(manifestOf(id), file)
  return { checksum, bytes: bytes.byteLength + file.byteLength }
}

/**
 * Reads a model back. The sums are taken on other threads, and the arrays are views of the file.
 * @param checksum what `writeArtefact` gave, where the caller has kept it
 * @throws E_ARTEFACT_DAMAGED that names what is missing or differs; the store's own error when it is away
 */
export async function readArtefact(
  store: ByteStore,
  id: string,
  checksum?: string
): Promise<Artefact> {
  const manifest = await readManifest(store, id, checksum)
  const bytes = await store.get(arraysOf(id))
  if (bytes === null) throw new ArtefactDamaged(id, 'its arrays are missing')
  const { binary, kind, titleCount, parameters, meta, titleIds, provenance } = manifest
  if (bytes.byteLength !== binary.bytes) {
    throw new ArtefactDamaged(
      id,
      `its arrays are ${bytes.byteLength} bytes long, and not ${binary.bytes}`
    )
  }
  if ((await sha256(bytes)) !== binary.sha256) {
    throw new ArtefactDamaged(id, 'the checksum of its arrays differs')
  }
  checkIds(id, titleCount, titleIds)
  const arrays = viewsOf(bytes, manifest.arrays, id)
  return { id, parts: { kind, titleCount, parameters, meta, arrays }, titleIds, provenance }
}

/** Deletes every file but those of the artefacts that are kept: what writers left who died. */
export async function sweepArtefacts(store: ByteStore, kept: readonly string[]): Promise<void> {
  const files = new Set(kept.flatMap((id) => [manifestOf(id), arraysOf(id)]))
  for (const name of await store.list()) if (!files.has(name)) await store.delete(name)
}

async function readManifest(store: ByteStore, id: string, expected?: string): Promise<Manifest> {
  const file = await store.get(manifestOf(id))
  if (file === null) throw new ArtefactDamaged(id, 'its manifest is missing')
  const { checksum, content } = parseManifest(file, id)
  if ((await sha256(Buffer.from(JSON.stringify(content)))) !== checksum) {
    throw new ArtefactDamaged(id, 'the checksum of its manifest differs')
  }
  if (expected !== undefined && checksum !== expected) {
    throw new ArtefactDamaged(id, 'its manifest is not the one that was registered')
  }
  if (content.format !== FORMAT) {
    throw new ArtefactDamaged(id, `its format is ${content.format}, and ${FORMAT} is known here`)
  }
  if (content.id !== id) throw new ArtefactDamaged(id, `it is the artefact ${content.id}`)
  return content
}

function parseManifest(file: Uint8Array, id: string): { checksum: string; content: Manifest } {
  try {
    const parsed = JSON.parse(Buffer.from(file).toString('utf8'))
    if (typeof parsed?.content === 'object' && parsed.content !== null) return parsed
  } catch {
    // Refused below, like JSON that holds something else.
  }
  throw new ArtefactDamaged(id, 'its manifest cannot be read')
}

function checkIds(id: string, titleCount: number, titleIds: readonly string[]): void {
  if (titleIds.length !== titleCount) {
    throw new ArtefactDamaged(id, `it has ${titleCount} titles but ${titleIds.length} ids`)
  }
  if (new Set(titleIds).size !== titleCount) {
    throw new ArtefactDamaged(id, 'two of its titles have the same id')
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Buffer.from(digest).toString('hex')
}
