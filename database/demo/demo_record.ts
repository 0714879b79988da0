import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CollectionId, EpisodeId, TitleId, TranscodeJobId } from '#core/ids'

interface Contents {
  email: string
  password: string
  filmId?: TitleId
  showId?: TitleId
  /** In the order of the catalogue. */
  episodeIds?: EpisodeId[]
  trailerId?: TitleId
  collectionId?: CollectionId
  comingId?: TitleId
  /** Whether the invented titles are there. */
  invented?: boolean
  /** Whether there are viewers with tastes, and a model that learned from them. */
  taught?: boolean
  /** The latest ingest of each film or episode. */
  jobs: Record<string, TranscodeJobId>
}

/** What an earlier start of the demo made, so that the next one goes on from there. */
export class DemoRecord {
  private constructor(
    readonly folder: string,
    readonly contents: Contents
  ) {}

  static async open(folder: string): Promise<DemoRecord> {
    const stored = await readFile(join(folder, 'demo.json'), 'utf8').catch(() => null)
    if (stored) return new DemoRecord(folder, JSON.parse(stored) as Contents)
    const record = new DemoRecord(folder, {
      email: 'demo@flixflow.example',
      password: randomBytes(9).toString('base64url'),
      jobs: {},
    })
    await record.save({})
    return record
  }

  /** Adds to the record, whole or not at all. */
  async save(additions: Partial<Contents>): Promise<void> {
    Object.assign(this.contents, additions)
    const path = join(this.folder, 'demo.json')
    await writeFile(`${path}.new`, JSON.stringify(this.contents, null, 2), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }
}
