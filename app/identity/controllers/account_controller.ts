import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { FindAccount } from '../queries/find_account.js'
import { transformAccountWithProfiles } from '../transformers/account_transformer.js'

export default class AccountController {
  @inject()
  async show(ctx: HttpContext, findAccount: FindAccount) {
    const account = await findAccount.handle({ accountId: ctx.principal.accountId })
    return sendRevalidated(ctx, transformAccountWithProfiles(account))
  }
}
