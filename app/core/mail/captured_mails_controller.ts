import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { appUrl, dataDir } from '#config/app'
import { sendRevalidated } from '#core/http/etag'
import { sendPage } from '#core/http/page'
import { validateQuery } from '#core/http/validate'
import { CapturedMails } from '#core/mail/captured_mail'
import { capturedMailQuery } from '#core/mail/validators'
import { decodeCursor, DEFAULT_LIMIT, toPage } from '#core/pagination'
import { E_FORBIDDEN } from '#core/problem'

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]', new URL(appUrl).hostname])

/**
 * The operator's own browser asks from this machine too when another site's page makes it, so that
 * page is refused: by its origin, and by a name of its own that it let point here (DNS rebinding).
 */
function refuseOtherSites({ request }: HttpContext): void {
  const host = request.header('host') ?? ''
  const origin = request.header('origin')
  const named = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
  const ownOrigin = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
  const ownSite = ['same-origin', 'none', undefined].includes(request.header('sec-fetch-site'))
  if (!THIS_MACHINE.has(named) || !ownOrigin || !ownSite) throw new E_FORBIDDEN()
}

/** The mails that the captured driver kept, for who operates this machine. */
export default class CapturedMailsController {
  async page(ctx: HttpContext) {
    await sendPage(ctx, 'core::mail')
  }

  async index(ctx: HttpContext) {
    refuseOtherSites(ctx)
    const { cursor, limit = DEFAULT_LIMIT, to } = await validateQuery(ctx, capturedMailQuery)
    const [before] = decodeCursor(cursor, 1) ?? [null]
    const mails = new CapturedMails(app.makePath(dataDir, 'mail'))
    const found = await mails.list({
      to: to ?? null,
      before: before === null ? null : String(before),
      limit: limit + 1,
    })
    const page = toPage(
      found,
      limit,
      ({ id }) => [id],
      (mail) => mail
    )
    return sendRevalidated(ctx, page)
  }
}
