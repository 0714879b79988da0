import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AttachArtwork, CreateTitle, EDITORS_VIEW, FindPlayable, PublishTitle } from '#catalog'
import type { TitleId } from '#core/ids'
import { tool } from '#core/tools'
import {
  FollowTranscodeJob,
  IngestFile,
  renderGenerativeEpisode,
  RunTranscodeJobHere,
} from '#ingest'
import { FILM } from '../../database/demo/catalogue.js'
import { FILM_MEDIA } from '../../database/demo/film_media.js'

const TELL_EVERY_PERCENT = 10

/** `whole`: Big Buck Bunny in 1080p. `short`: a few rendered seconds, ready soon after a fresh clone. */
export type FilmLength = 'whole' | 'short'

const SHORT = { seed: 4, seconds: 16, width: 640, height: 360, frameRate: 24 }

/** The film that viewers watch under load, ingested by the real pipeline once per data folder. */
export class LoadFilm {
  readonly #noteFile: string

  constructor(
    dataDir: string,
    readonly length: FilmLength,
    readonly tell: (words: string) => void
  ) {
    this.#noteFile = join(dataDir, `load_film_${length}.txt`)
  }

  /** The film of an earlier run, or a new one when that cannot be watched. */
  async findOrAdd(): Promise<TitleId> {
    const noted = await readFile(this.#noteFile, 'utf8').catch(() => null)
    const titleId = noted?.trim() as TitleId | undefined
    const playable =
      titleId && (await new FindPlayable().handle({ titleId, country: EDITORS_VIEW.country }))
    if (titleId && playable?.published && playable.stream) return titleId
    return this.#add()
  }

  async #add(): Promise<TitleId> {
    const film = await new CreateTitle().handle({ kind: 'film', ...FILM })
    const folder = await mkdtemp(join(tmpdir(), 'flixflow-load-'))
    try {
      await this.#ingest(film.id, await this.#source(folder))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const image = await readFile(FILM_MEDIA.picture)
    await new AttachArtwork().handle({ titleId: film.id, kind: 'poster', image })
    await new AttachArtwork().handle({ titleId: film.id, kind: 'backdrop', image })
    await new PublishTitle().handle({ titleId: film.id })
    await writeFile(this.#noteFile, film.id)
    return film.id
  }

  async #source(folder: string): Promise<string> {
    if (this.length === 'whole') return FILM_MEDIA.video
    const out = join(folder, 'short.mp4')
    await renderGenerativeEpisode({
      ...SHORT,
      kind: 'gradients',
      out,
      tools: { ffmpeg: await tool('ffmpeg') },
    })
    return out
  }

  async #ingest(titleId: TitleId, path: string): Promise<void> {
    let told = -TELL_EVERY_PERCENT
    const { jobId } = await new IngestFile().handle({
      path,
      owner: { titleId },
      deliver: false,
      onProgress: ({ percent, step }) => {
        if (percent < told + TELL_EVERY_PERCENT) return
        told = percent
        this.tell(`Ingest of the film, once: ${step ?? 'queued'} ${Math.round(percent)} %`)
      },
    })
    const state = await new RunTranscodeJobHere().handle({ jobId })
    if (state === 'succeeded') return
    const { reason } = await new FollowTranscodeJob().handle({ jobId })
    throw new Error(`The film could not be ingested: ${reason?.message ?? state}`)
  }
}
