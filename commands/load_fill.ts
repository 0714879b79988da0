import { readFile, writeFile } from 'node:fs/promises'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { TitleId } from '#core/ids'
import { FILM } from '../database/demo/catalogue.js'
import { FILM_MEDIA } from '../database/demo/film_media.js'
import { LOAD_PASSWORD, viewerEmail } from '../loadtests/lib/accounts.js'
import type { FillEvent } from '../loadtests/run/product.js'

const TELL_EVERY_PERCENT = 10

/**
 * Fills a data folder for `load`: the film, ingested by the real pipeline, and accounts to log in
 * with. What is there already stays. Tells its parent process how far it is.
 */
export default class LoadFill extends BaseCommand {
  static override commandName = 'load:fill'
  static override description = 'Fill a data folder with a film and accounts for load tests'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'How many accounts to log in with', default: 10 })
  declare accounts: number

  override async run() {
    const emails = Array.from({ length: this.accounts }, (_, index) => viewerEmail(index + 1))
    // The modules read settings that are not there before the application has booted.
    const { CreateLoadAccounts } = await import('#identity')
    const created = await new CreateLoadAccounts().handle({ emails, password: LOAD_PASSWORD })
    this.#tell({ name: 'progress', words: `${emails.length} accounts, ${created} of them new` })
    const titleId = (await this.#filmOfBefore()) ?? (await this.#addFilm())
    this.#tell({ name: 'filled', titleId, accounts: emails.length })
  }

  get #noteFile(): string {
    return this.app.makePath(this.app.config.get('app.dataDir'), 'load_film.txt')
  }

  /** The film of an earlier run, when it can be watched. */
  async #filmOfBefore(): Promise<TitleId | null> {
    const noted = await readFile(this.#noteFile, 'utf8').catch(() => null)
    if (!noted) return null
    const titleId = noted.trim() as TitleId
    const { FindPlayable } = await import('#catalog')
    const playable = await new FindPlayable().handle({ titleId })
    return playable?.published && playable.stream ? titleId : null
  }

  async #addFilm(): Promise<TitleId> {
    const { AttachArtwork, CreateTitle, PublishTitle } = await import('#catalog')
    const film = await new CreateTitle().handle({ kind: 'film', ...FILM })
    await this.#ingest(film.id)
    const image = await readFile(FILM_MEDIA.picture)
    await new AttachArtwork().handle({ titleId: film.id, kind: 'poster', image })
    await new AttachArtwork().handle({ titleId: film.id, kind: 'backdrop', image })
    await new PublishTitle().handle({ titleId: film.id })
    await writeFile(this.#noteFile, film.id)
    return film.id
  }

  async #ingest(titleId: TitleId): Promise<void> {
    const { FollowTranscodeJob, IngestFile, RunTranscodeJobHere } = await import('#ingest')
    let told = -TELL_EVERY_PERCENT
    const { jobId } = await new IngestFile().handle({
      path: FILM_MEDIA.video,
      owner: { titleId },
      filename: 'big_buck_bunny.mp4',
      deliver: false,
      onProgress: ({ percent, step }) => {
        if (percent < told + TELL_EVERY_PERCENT) return
        told = percent
        this.#tell({
          name: 'progress',
          words: `Ingest of the film, once: ${step ?? 'queued'} ${Math.round(percent)} %`,
        })
      },
    })
    const state = await new RunTranscodeJobHere().handle({ jobId })
    if (state === 'succeeded') return
    const { reason } = await new FollowTranscodeJob().handle({ jobId })
    throw new Error(`The film could not be ingested: ${reason?.message ?? state}`)
  }

  #tell(event: FillEvent): void {
    if (process.send) process.send(event)
    else this.logger.info(JSON.stringify(event))
  }
}
