import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CreateEpisode, CreateSeason, CreateTitle, PublishTitle } from '#catalog'
import type { EpisodeId, TitleId } from '#core/ids'
import { tool } from '#core/tools'
import {
  FollowTranscodeJob,
  IngestFile,
  renderGenerativeEpisode,
  type JobProgress,
  type StreamOwner,
} from '#ingest'
import {
  EPISODE_SKIP_MARKERS,
  FILM,
  FILM_SKIP_MARKERS,
  SHOW,
  TRAILER,
  type DemoEpisode,
} from './catalogue.js'
import { FILM_MEDIA } from './film_media.js'
import { addTrailer, cutTrailer, fillSurroundings } from './fill_surroundings.js'
import type { DemoRecord } from './demo_record.js'

const EPISODE_SECONDS = 24
const EPISODE_PICTURE = { width: 1280, height: 720, frameRate: 24 }
/** Rendering gives way to the worker that encodes what was rendered before. */
const RENDER_NICENESS = 10

export interface DemoPlayable {
  id: TitleId | EpisodeId
  kind: 'film' | 'show' | 'episode'
}

export interface FillDemoListener {
  onProgress(name: string, progress: JobProgress): void
  onPlayable(playable: DemoPlayable): void
}

/**
 * Fills the demo's catalogue through the real pipeline: the film first, then the show, episode by
 * episode. What an earlier start finished is left alone, what it began is gone on with.
 */
export class FillDemo {
  constructor(
    private record: DemoRecord,
    private listener: FillDemoListener,
    private stop: AbortSignal
  ) {}

  async handle(): Promise<void> {
    const filmId = await this.#fillFilm()
    const showId = await this.#fillShow()
    await this.#fillTrailer(filmId)
    await fillSurroundings(this.record, filmId, showId)
  }

  async #fillFilm(): Promise<TitleId> {
    let { filmId } = this.record.contents
    if (!filmId) {
      filmId = (
        await new CreateTitle().handle({ kind: 'film', ...FILM, skipMarkers: FILM_SKIP_MARKERS })
      ).id
      await this.record.save({ filmId })
    }
    await this.#ingest(FILM.name, { titleId: filmId }, async () => FILM_MEDIA.video)
    await new PublishTitle().handle({ titleId: filmId })
    this.listener.onPlayable({ id: filmId, kind: 'film' })
    return filmId
  }

  async #fillTrailer(filmId: TitleId): Promise<void> {
    let { trailerId } = this.record.contents
    if (!trailerId) {
      trailerId = await addTrailer(filmId)
      await this.record.save({ trailerId })
    }
    const folder = join(this.record.folder, 'demo')
    await this.#ingest(TRAILER.name, { titleId: trailerId }, () => cutTrailer(folder))
    await new PublishTitle().handle({ titleId: trailerId })
  }

  async #fillShow(): Promise<TitleId> {
    const { showId, episodeIds } = await this.#describeShow()
    const episodes: DemoEpisode[] = SHOW.seasons.flatMap((season) => season.episodes)
    for (const [index, episode] of episodes.entries()) {
      const episodeId = episodeIds[index]!
      await this.#ingest(episode.name, { episodeId }, () => this.#render(episode, episodeId))
      await rm(this.#sourceOf(episodeId), { force: true })
      await new PublishTitle().handle({ titleId: showId })
      if (index === 0) this.listener.onPlayable({ id: showId, kind: 'show' })
      this.listener.onPlayable({ id: episodeId, kind: 'episode' })
    }
    return showId
  }

  /** The show with its seasons and episodes, as drafts. */
  async #describeShow(): Promise<{ showId: TitleId; episodeIds: EpisodeId[] }> {
    const { showId, episodeIds } = this.record.contents
    if (showId && episodeIds) return { showId, episodeIds }
    const { seasons, ...description } = SHOW
    const show = await new CreateTitle().handle({ kind: 'show', ...description })
    const created: EpisodeId[] = []
    for (const [index, { name, episodes }] of seasons.entries()) {
      const season = { titleId: show.id, number: index + 1, name }
      const { id: seasonId } = await new CreateSeason().handle(season)
      for (const [position, episode] of episodes.entries()) {
        const { id } = await new CreateEpisode().handle({
          seasonId,
          number: position + 1,
          name: episode.name,
          synopsis: episode.synopsis,
          skipMarkers: EPISODE_SKIP_MARKERS,
        })
        created.push(id)
      }
    }
    await this.record.save({ showId: show.id, episodeIds: created })
    return { showId: show.id, episodeIds: created }
  }

  /** Ingests what `source` gives, unless an earlier start has, and waits until it can be played. */
  async #ingest(name: string, owner: StreamOwner, source: () => Promise<string>): Promise<void> {
    const id = owner.titleId ?? owner.episodeId
    const onProgress = (progress: JobProgress) => this.listener.onProgress(name, progress)
    const before = this.record.contents.jobs[id]
    if (before) {
      const { state } = await new FollowTranscodeJob().handle({
        jobId: before,
        onProgress,
        signal: this.stop,
      })
      if (state === 'succeeded') return
    }
    const { jobId } = await new IngestFile().handle({ path: await source(), owner })
    await this.record.save({ jobs: { ...this.record.contents.jobs, [id]: jobId } })
    const { state, reason } = await new FollowTranscodeJob().handle({
      jobId,
      onProgress,
      signal: this.stop,
    })
    if (state !== 'succeeded')
      throw new Error(`${name} was not ingested: ${reason?.message ?? state}`)
  }

  #sourceOf(episodeId: EpisodeId): string {
    return join(this.record.folder, 'demo', `${episodeId}.mp4`)
  }

  async #render(episode: DemoEpisode, episodeId: EpisodeId): Promise<string> {
    const out = this.#sourceOf(episodeId)
    await mkdir(join(this.record.folder, 'demo'), { recursive: true })
    await renderGenerativeEpisode({
      kind: episode.kind,
      seed: episode.seed,
      seconds: EPISODE_SECONDS,
      ...EPISODE_PICTURE,
      out,
      tools: { ffmpeg: await tool('ffmpeg') },
      niceness: RENDER_NICENESS,
      signal: this.stop,
    })
    return out
  }
}
