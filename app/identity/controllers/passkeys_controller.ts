import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody } from '#core/http/validate'
import { isId } from '#core/ids'
import { AddPasskey } from '../actions/add_passkey.js'
import { DeletePasskey } from '../actions/delete_passkey.js'
import { OfferPasskey } from '../actions/offer_passkey.js'
import { RenamePasskey } from '../actions/rename_passkey.js'
import { E_PASSKEY_NOT_FOUND } from '../errors.js'
import type { PasskeyId } from '../models/passkey.js'
import { ListPasskeys } from '../queries/list_passkeys.js'
import { transformPasskey } from '../transformers/passkey_transformer.js'
import { newPasskeyBody, passkeyChangeBody } from '../validators/passkeys.js'

/** The passkeys of the caller's account. */
export default class PasskeysController {
  @inject()
  async index(ctx: HttpContext, listPasskeys: ListPasskeys) {
    const { accountId } = ctx.principal
    const passkeys = await listPasskeys.handle({ accountId })
    return sendRevalidated(ctx, { items: passkeys.map(transformPasskey) })
  }

  @inject()
  async offer(ctx: HttpContext, offer: OfferPasskey) {
    const { accountId } = ctx.principal
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send({ options: await offer.handle({ accountId }) })
  }

  @inject()
  async store(ctx: HttpContext, addPasskey: AddPasskey) {
    const { principal } = ctx
    const input = await validateBody(ctx, newPasskeyBody)
    const passkey = await addPasskey.handle({ principal, ...input })
    return ctx.response.created(transformPasskey(passkey))
  }

  @inject()
  async update(ctx: HttpContext, renamePasskey: RenamePasskey) {
    const { accountId } = ctx.principal
    const passkeyId = passkeyIdOf(ctx)
    const { name } = await validateBody(ctx, passkeyChangeBody)
    const passkey = await renamePasskey.handle({ accountId, passkeyId, name })
    return ctx.response.send(transformPasskey(passkey))
  }

  @inject()
  async destroy(ctx: HttpContext, deletePasskey: DeletePasskey) {
    await deletePasskey.handle({
      accountId: ctx.principal.accountId,
      passkeyId: passkeyIdOf(ctx),
    })
    return ctx.response.noContent()
  }
}

function passkeyIdOf({ params }: HttpContext): PasskeyId {
  if (!isId(params.passkeyId)) throw new E_PASSKEY_NOT_FOUND()
  return params.passkeyId as PasskeyId
}
