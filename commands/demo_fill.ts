import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { DemoPlayable, FillDemoListener } from '../database/demo/fill_demo.js'

/** What filling the catalogue reports to the process that started it. */
export type DemoEvent =
  { name: 'account'; email: string; password: string } | ({ name: 'playable' } & DemoPlayable)

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
  }

  #tell(event: DemoEvent): void {
    process.send?.(event)
  }
}
