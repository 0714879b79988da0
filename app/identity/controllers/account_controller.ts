import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody } from '#core/http/validate'
import { SetCountry } from '../actions/set_country.js'
import { FindAccount } from '../queries/find_account.js'
import { transformAccountWithProfiles } from '../transformers/account_transformer.js'
import { accountChangeBody } from '../validators/requests.js'

export default class AccountController {
  @inject()
  async show(ctx: HttpContext, findAccount: FindAccount) {
    const account = await findAccount.handle({ accountId: ctx.principal.accountId })
    return sendRevalidated(ctx, transformAccountWithProfiles(account))
  }

  @inject()
  async update(ctx: HttpContext, setCountry: SetCountry) {
    const { country } = await validateBody(ctx, accountChangeBody)
    const { accountId } = ctx.principal
    return transformAccountWithProfiles(await setCountry.handle({ accountId, country }))
  }
}
