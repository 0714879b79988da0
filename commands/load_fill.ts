import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { LOAD_PASSWORD, viewerEmail } from '../loadtests/lib/accounts.js'
import type { TitleId } from '#core/ids'
import type { FillEvent } from '../loadtests/run/product.js'

const SEED = 42
const PER_PROFILE = 50
const TRAINING_MS = 180_000

/**
 * Fills a data folder for `load`: the film, ingested by the real pipeline, accounts to log in with,
 * invented titles that all play the film, and a model of generated histories. What is there already stays. Tells its parent process how far it is.
 */
export default class LoadFill extends BaseCommand {
  static override commandName = 'load:fill'
  static override description = 'Fill a data folder with a film and accounts for load tests'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'How many accounts to log in with', default: 10 })
  declare accounts: number

  @flags.boolean({ description: 'A short rendered film instead of the whole one' })
  declare short: boolean

  @flags.number({ description: 'How many invented titles', default: 0 })
  declare titles: number

  @flags.number({ description: 'How many generated viewers a model learns from', default: 0 })
  declare histories: number

  override async run() {
    // The modules read settings that are not there before the application has booted.
    const { CreateLoadAccounts } = await import('#identity')
    const { LoadFilm } = await import('../loadtests/run/load_film.js')
    const emails = Array.from({ length: this.accounts }, (_, index) => viewerEmail(index + 1))
    const created = await new CreateLoadAccounts().handle({ emails, password: LOAD_PASSWORD })
    this.#tell({ name: 'progress', words: `${emails.length} accounts, ${created} of them new` })

    const dataDir = this.app.makePath(this.app.config.get('app.dataDir'))
    const film = new LoadFilm(dataDir, this.short ? 'short' : 'whole', (words) =>
      this.#tell({ name: 'progress', words })
    )
    const titleId = await film.findOrAdd()
    if (this.titles > 0) await this.#invent(titleId)
    if (this.histories > 0) await this.#teach(emails, created > 0)
    this.#tell({ name: 'filled', titleId, accounts: emails.length })
  }

  /** Once per data folder: what was invented before stays. */
  async #invent(titleId: TitleId): Promise<void> {
    const { GenerateCatalogue } = await import('#catalog')
    const { ProblemError } = await import('#core/problem')
    try {
      this.#tell({ name: 'progress', words: `${this.titles} titles are invented, once` })
      await new GenerateCatalogue().handle({ titles: this.titles, seed: SEED, assetOf: titleId })
    } catch (error) {
      const isThere = error instanceof ProblemError && error.code === 'catalog.generated-already'
      if (!isThere) throw error
    }
  }

  /** Once per data folder, and again for new accounts: each has a history. */
  async #teach(emails: string[], areNew: boolean): Promise<void> {
    const { FindPromotedModel } = await import('#recommendations')
    if (!areNew && (await new FindPromotedModel().handle())) return
    const { teachTastes } = await import('../bin/training/teach_tastes.js')
    const { outcome, reason } = await teachTastes({
      ...{ root: this.app.appRoot, profiles: this.histories, perProfile: PER_PROFILE },
      guests: { emails, perProfile: PER_PROFILE },
      ...{ choice: 'auto', budgetMs: TRAINING_MS },
      onStep: (words) => this.#tell({ name: 'progress', words }),
    })
    this.#tell({ name: 'progress', words: `the model is ${outcome}: ${reason}` })
  }

  #tell(event: FillEvent): void {
    if (process.send) process.send(event)
    else this.logger.info(JSON.stringify(event))
  }
}
