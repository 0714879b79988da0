import type { HttpContext } from '@adonisjs/core/http'
import { sendPage } from '#core/http/page'

/** The pages at the door: logging in, and who is watching. */
export default class PagesController {
  async logIn(ctx: HttpContext) {
    await sendPage(ctx, 'identity::login')
  }

  async profiles(ctx: HttpContext) {
    await sendPage(ctx, 'identity::profiles')
  }
}
