import { access, constants } from 'node:fs/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { EpisodeId, TitleId, TranscodeJobId } from '#core/ids'
import type { JobProgress, StreamOwner } from '#ingest'

interface Place {
  owner: StreamOwner
  publish: () => Promise<unknown>
}

/** Puts a video file of this machine into the catalogue, as a film or as an episode of a show. */
export default class Ingest extends BaseCommand {
  static override commandName = 'ingest'
  static override description = 'Ingest a video file as a film, or as an episode of a show'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The video file; it stays where it is' })
  declare file: string

  @flags.string({ description: 'Name of the film or the episode', required: true })
  declare title: string

  @flags.string({ description: 'Name of the show that the episode belongs to, made when missing' })
  declare show?: string

  @flags.number({ description: 'Number of the season', default: 1 })
  declare season: number

  @flags.number({ description: 'Number of the episode', default: 1 })
  declare episode: number

  @flags.string({ description: 'What it is about' })
  declare synopsis?: string

  @flags.number({ description: 'Year of release' })
  declare year?: number

  @flags.number({ description: 'The youngest age it is for, in years' })
  declare maturity?: number

  @flags.array({ description: 'Genre; may be given several times' })
  declare genres?: string[]

  @flags.boolean({ description: 'Publish it once it can be played' })
  declare publish?: boolean

  @flags.boolean({ description: 'Wait until it can be played' })
  declare wait?: boolean

  @flags.boolean({ description: 'Do the work here instead of leaving it to a worker' })
  declare inline?: boolean

  override async run() {
    try {
      await this.#ingest()
    } catch (error) {
      this.exitCode = 1
      this.logger.error(error instanceof Error ? error.message : String(error))
    }
  }

  async #ingest(): Promise<void> {
    // The modules read settings that are not there before the application has booted.
    const { IngestFile } = await import('#ingest')
    // A wrong name must not leave a draft behind.
    await access(this.file, constants.R_OK)
    const { owner, publish } = await this.#place()
    const { jobId } = await new IngestFile().handle({
      path: this.file,
      owner,
      deliver: !this.inline,
    })
    this.logger.info(`Job ${jobId}`)
    if (!this.wait && !this.inline && !this.publish) return

    const { state, reason } = await this.#seeThrough(jobId)
    if (state !== 'succeeded') throw new Error(reason?.message ?? `The job was ${state}`)
    if (this.publish) await publish()
    this.logger.success(`${this.title} is ready${this.publish ? ' and published' : ''}`)
  }

  /** The film or episode, begun as a draft. */
  async #place(): Promise<Place> {
    const description = {
      releaseYear: this.year,
      maturity: this.maturity,
      genres: this.genres,
      synopsis: this.synopsis,
    }
    return this.show === undefined
      ? this.#placeFilm({ name: this.title, ...description })
      : this.#placeEpisode({ name: this.show, ...description })
  }

  async #placeFilm(film: { name: string }): Promise<Place> {
    const { CreateTitle, PublishTitle } = await import('#catalog')
    const { id: titleId } = await new CreateTitle().handle({ kind: 'film', ...film })
    return { owner: { titleId }, publish: () => new PublishTitle().handle({ titleId }) }
  }

  async #placeEpisode(show: { name: string; synopsis?: string }): Promise<Place> {
    const { PlaceEpisode, PublishTitle } = await import('#catalog')
    const placed: { titleId: TitleId; episodeId: EpisodeId } = await new PlaceEpisode().handle({
      show,
      season: this.season,
      episode: this.episode,
      name: this.title,
      synopsis: this.synopsis,
    })
    const { titleId, episodeId } = placed
    return { owner: { episodeId }, publish: () => new PublishTitle().handle({ titleId }) }
  }

  /** Shows how far the job is until it has ended. Ctrl-C cancels it. */
  async #seeThrough(jobId: TranscodeJobId): Promise<JobProgress> {
    const { CancelTranscodeJob, FollowTranscodeJob, RunTranscodeJobHere } = await import('#ingest')
    const { IngestProgress } = await import('../database/demo/ingest_progress.js')
    const progress = new IngestProgress()
    const following = new FollowTranscodeJob().handle({
      jobId,
      onProgress: (job) => progress.show(this.title, job),
    })
    const here = this.inline ? new RunTranscodeJobHere().handle({ jobId }) : null
    let interrupted = true
    this.app.terminating(async () => {
      if (!interrupted) return
      process.exitCode = 1
      await new CancelTranscodeJob().handle({ jobId })
      await Promise.allSettled([following, here])
    })
    try {
      const [ended] = await Promise.all([following, here])
      return ended
    } finally {
      interrupted = false
      progress.stop()
    }
  }
}
