import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

interface Marker<Result> {
  fingerprint: string
  finishedAt: string
  wallMs: number
  result: Result
}

/**
 * Remembers in a work folder which nodes of a pipeline have finished and with what result, so that
 * a run after a worker's death goes on where the last one stopped. Results are kept as JSON.
 */
export class Checkpoints {
  constructor(private workFolder: string) {}

  /** Folder of a node's own output. */
  folder(node: string): string {
    return join(this.workFolder, node)
  }

  /**
   * The result of a node: the remembered one when it finished with the same inputs, else by
   * running it in a fresh folder.
   * @param inputs what the result depends on; compared by its JSON
   */
  async node<Result>(node: string, inputs: unknown, run: (folder: string) => Promise<Result>) {
    const fingerprint = createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
    const marker = await this.#read<Result>(node)
    if (marker?.fingerprint === fingerprint) {
      return { result: marker.result, wallMs: marker.wallMs, resumed: true }
    }

    const folder = this.folder(node)
    await rm(this.#markerPath(node), { force: true })
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    const startedAt = performance.now()
    const result = await run(folder)
    const wallMs = Math.round(performance.now() - startedAt)
    await this.#write(node, { fingerprint, finishedAt: new Date().toISOString(), wallMs, result })
    return { result, wallMs, resumed: false }
  }

  #markerPath(node: string): string {
    return join(this.workFolder, `${node}.done.json`)
  }

  async #read<Result>(node: string): Promise<Marker<Result> | null> {
    const text = await readFile(this.#markerPath(node), 'utf8').catch(() => null)
    return text ? (JSON.parse(text) as Marker<Result>) : null
  }

  /** By a rename, so that a marker is whole or not there. */
  async #write<Result>(node: string, marker: Marker<Result>): Promise<void> {
    const path = this.#markerPath(node)
    const handle = await open(`${path}.new`, 'w')
    try {
      await handle.writeFile(JSON.stringify(marker))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${path}.new`, path)
  }
}
