import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Has a model serve. */
export default class TrainPromote extends BaseCommand {
  static override commandName = 'train:promote'
  static override description = 'Have a model serve; running servers take it up within seconds'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id or version of a model, from train:list' })
  declare id: string

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { FindModel, PromoteModel } = await import('#recommendations')
    const { ProblemError } = await import('#core/problem')
    try {
      const { id: modelId } = await new FindModel().named(this.id)
      const { version, kind, id } = await new PromoteModel().handle({ modelId })
      this.logger.success(`Version ${version} (${kind}, ${id}) serves`)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      this.exitCode = 1
      this.logger.error(error.message)
    }
  }
}
