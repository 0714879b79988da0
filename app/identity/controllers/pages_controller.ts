import type { HttpContext } from '@adonisjs/core/http'
import { sendPage } from '#core/http/page'

/** The pages at the door, who is watching, and the account itself. */
export default class PagesController {
  async logIn(ctx: HttpContext) {
    await sendPage(ctx, 'identity::login')
  }

  async account(ctx: HttpContext) {
    await sendPage(ctx, 'identity::account')
  }

  async profiles(ctx: HttpContext) {
    await sendPage(ctx, 'identity::profiles')
  }
}
