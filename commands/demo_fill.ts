import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { DemoRecord } from '../database/demo/demo_record.js'
import type { DemoPlayable, FillDemoListener } from '../database/demo/fill_demo.js'

/** Enough for a model of some hundred titles to find the tastes, in a few seconds. */
const LESSONS = { profiles: 1_000, perProfile: 30, choice: 'ease', budgetMs: 60_000 } as const
const OWN_TITLES = 15

/** What filling the catalogue reports to the process that started it. */
export type DemoEvent =
  | { name: 'account'; email: string; password: string }
  | ({ name: 'playable' } & DemoPlayable)
  | { name: 'teaching'; words: string }

/** Makes the demo's account and has the worker ingest its catalogue. */
export default class DemoFill extends BaseCommand {
  static override commandName = 'demo:fill'
  static override description = 'Fill the catalogue with the demo film and show'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    // The modules read settings that are not there before the application has booted.
    const { CreateAccount, CreateProfile, FindAccountByEmail } = await import('#identity')
    const { DemoRecord } = await import('../database/demo/demo_record.js')
    const { FillDemo } = await import('../database/demo/fill_demo.js')
    const { IngestProgress } = await import('../database/demo/ingest_progress.js')

    const dataDir = this.app.makePath(this.app.config.get<string>('app.dataDir'))
    const record = await DemoRecord.open(dataDir)
    const { email, password } = record.contents
    const findAccount = await this.app.container.make(FindAccountByEmail)
    if (!(await findAccount.handle({ email }))) {
      const createAccount = await this.app.container.make(CreateAccount)
      const { id: accountId } = await createAccount.handle({ email, password, roles: ['admin'] })
      await new CreateProfile().handle({ accountId, name: 'Kids', kids: true })
    }
    this.#tell({ name: 'account', email, password })

    const stop = new AbortController()
    this.app.terminating(() => stop.abort())
    const progress = new IngestProgress()
    try {
      const listener: FillDemoListener = {
        onProgress: (name, job) => progress.show(name, job),
        onPlayable: (playable) => this.#tell({ name: 'playable', ...playable }),
      }
      await new FillDemo(record, listener, stop.signal).handle()
    } finally {
      progress.stop()
    }
    await this.#teach(record)
  }

  /** Once: viewers with tastes, a history for the demo's account, and a model that learns from both. */
  async #teach(record: DemoRecord): Promise<void> {
    if (record.contents.taught) return
    const { teachTastes } = await import('../bin/training/teach_tastes.js')
    const tell = (words: string) => this.#tell({ name: 'teaching', words })
    const { outcome } = await teachTastes({
      ...{ root: this.app.appRoot, ...LESSONS },
      guests: { emails: [record.contents.email], perProfile: OWN_TITLES },
      onStep: tell,
    })
    tell(`A model was trained on them (${outcome}); For you is on the home page`)
    await record.save({ taught: true })
  }

  #tell(event: DemoEvent): void {
    process.send?.(event)
  }
}
