import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Has the model serve again that served before. */
export default class TrainRollback extends BaseCommand {
  static override commandName = 'train:rollback'
  static override description = 'Have the model serve again that served before the present one'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { RollBack } = await import('#recommendations')
    const { ProblemError } = await import('#core/problem')
    try {
      const { version, kind, id } = await new RollBack().handle()
      this.logger.success(`Version ${version} (${kind}, ${id}) serves again`)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      this.exitCode = 1
      this.logger.error(error.message)
    }
  }
}
