import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendPage } from '#core/http/page'
import { SignInProviders } from '../sign_in/sign_in_providers.js'

/** The pages at the door, who is watching, and the account itself. */
export default class PagesController {
  @inject()
  async logIn(ctx: HttpContext, { names }: SignInProviders) {
    await sendPage(ctx, 'identity::login', { providers: names })
  }

  /** Where the links in mails lead. Which one it is says the address, to the page's script. */
  async mailed(ctx: HttpContext) {
    await sendPage(ctx, 'identity::mailed')
  }

  async pair(ctx: HttpContext) {
    await sendPage(ctx, 'identity::pair')
  }

  async tv(ctx: HttpContext) {
    await sendPage(ctx, 'identity::tv')
  }

  async account(ctx: HttpContext) {
    await sendPage(ctx, 'identity::account')
  }

  async staffAccounts(ctx: HttpContext) {
    await sendPage(ctx, 'identity::staff_accounts')
  }

  async staffAudit(ctx: HttpContext) {
    await sendPage(ctx, 'identity::staff_audit')
  }

  async profiles(ctx: HttpContext) {
    await sendPage(ctx, 'identity::profiles')
  }
}
