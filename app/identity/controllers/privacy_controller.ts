import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import drive from '@adonisjs/drive/services/main'
import { sendRevalidated } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { AskForDeletion } from '../actions/ask_for_deletion.js'
import { AskForExport } from '../actions/ask_for_export.js'
import { E_EXPORT_NOT_FOUND, E_EXPORT_NOT_READY } from '../errors.js'
import { exportFile } from '../export_files.js'
import { FindExport } from '../queries/find_export.js'
import { ListExports } from '../queries/list_exports.js'
import { clearRefreshCookie } from '../refresh_cookie.js'
import { transformExport } from '../transformers/export_transformer.js'
import { exportListQuery } from '../validators/requests.js'

/** What is kept of an account: taking it home, and having it erased. */
export default class PrivacyController {
  @inject()
  async askForExport(ctx: HttpContext, askForExport: AskForExport) {
    const { accountId } = ctx.principal
    return ctx.response.status(202).send(transformExport(await askForExport.handle({ accountId })))
  }

  @inject()
  async exports(ctx: HttpContext, listExports: ListExports) {
    const { accountId } = ctx.principal
    const page = await listExports.handle({
      accountId,
      ...(await validateQuery(ctx, exportListQuery)),
    })
    return sendRevalidated(ctx, { ...page, items: page.items.map(transformExport) })
  }

  @inject()
  async export(ctx: HttpContext, findExport: FindExport) {
    const { accountId } = ctx.principal
    const found = await findExport.handle({ accountId, exportId: ctx.params.exportId })
    return sendRevalidated(ctx, transformExport(found))
  }

  @inject()
  async exportFile(ctx: HttpContext, findExport: FindExport) {
    const { accountId } = ctx.principal
    const { id, state } = await findExport.handle({ accountId, exportId: ctx.params.exportId })
    if (state !== 'ready') throw new E_EXPORT_NOT_READY()
    if (!(await drive.use().exists(exportFile(id)))) throw new E_EXPORT_NOT_FOUND()
    ctx.response.header('content-type', 'application/json; charset=utf-8')
    ctx.response.header('content-disposition', 'attachment; filename="flixflow-data.json"')
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.stream(await drive.use().getStream(exportFile(id)))
  }

  @inject()
  async askForDeletion(ctx: HttpContext, askForDeletion: AskForDeletion) {
    const eraseAt = await askForDeletion.handle({ accountId: ctx.principal.accountId })
    clearRefreshCookie(ctx)
    return ctx.response.status(202).send({ eraseAt: eraseAt.toISOString() })
  }
}
