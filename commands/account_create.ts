import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { errors as vineErrors } from '@vinejs/vine'
import { ProblemError } from '#core/problem'

/** Creates an account from the terminal: how an installation gets its first editor. */
export default class AccountCreate extends BaseCommand {
  static override commandName = 'account:create'
  static override description = 'Create an account, for example the first editor'
  static override options: CommandOptions = { startApp: true }

  @flags.string({ description: 'E-mail to log in with' })
  declare email?: string

  @flags.string({ description: 'Password, 10 to 128 characters; asked for when left out' })
  declare password?: string

  @flags.array({ description: 'Role beyond viewer: editor, admin, finance or support' })
  declare role?: string[]

  @flags.string({ description: 'Name of the first profile' })
  declare name?: string

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { CreateAccount, newAccountFields } = await import('#identity')
    const email = this.email ?? (await this.prompt.ask('E-mail'))
    const password = this.password ?? (await this.prompt.secure('Password'))
    try {
      const input = await newAccountFields.validate({
        email,
        password,
        displayName: this.name,
        roles: this.role,
      })
      const createAccount = await this.app.container.make(CreateAccount)
      const account = await createAccount.handle(input)
      this.logger.success(`${account.email} (${account.roles.join(', ')}) is account ${account.id}`)
    } catch (error) {
      await this.#refuse(error)
    }
  }

  async #refuse(error: unknown) {
    this.exitCode = 1
    if (error instanceof ProblemError) return this.logger.error(error.message)
    if (!(error instanceof vineErrors.E_VALIDATION_ERROR)) throw error
    for (const { message } of error.messages as { message: string }[]) this.logger.error(message)
  }
}
