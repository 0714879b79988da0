import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody } from '#core/http/validate'
import { LinkProvider } from '../actions/link_provider.js'
import { LogInByProvider } from '../actions/log_in_by_provider.js'
import { UnlinkProvider } from '../actions/unlink_provider.js'
import { E_PROVIDER_ACCOUNT_EXISTS } from '../errors.js'
import { sendLoggedIn } from '../log_in_answer.js'
import { FindLogInMethods } from '../queries/find_log_in_methods.js'
import { refuseForeignOrigin } from '../refresh_cookie.js'
import { forgetProviderIdentity, readProviderIdentity } from '../sign_in/provider_identity.js'
import { SignInProviders } from '../sign_in/sign_in_providers.js'
import { transformLogInMethods } from '../transformers/log_in_methods_transformer.js'
import { providerLogInBody } from '../validators/providers.js'

/** What pages do with a provider's word, which a cookie of this browser holds. */
export default class ProvidersController {
  @inject()
  async logIn(ctx: HttpContext, logInByProvider: LogInByProvider) {
    const { refreshIn = 'body', device } = await validateBody(ctx, providerLogInBody)
    refuseForeignOrigin(ctx)
    const identity = readProviderIdentity(ctx)
    try {
      const loggedIn = await logInByProvider.handle({ identity, device })
      forgetProviderIdentity(ctx)
      return sendLoggedIn(ctx, loggedIn, refreshIn)
    } catch (error) {
      // The owner of the account that exists links it after having logged in.
      if (!(error instanceof E_PROVIDER_ACCOUNT_EXISTS)) forgetProviderIdentity(ctx)
      throw error
    }
  }

  @inject()
  async methods(ctx: HttpContext, find: FindLogInMethods, providers: SignInProviders) {
    const { accountId } = ctx.principal
    const methods = await find.handle({ accountId })
    return sendRevalidated(ctx, transformLogInMethods(methods, providers.names))
  }

  @inject()
  async link(
    ctx: HttpContext,
    linkProvider: LinkProvider,
    find: FindLogInMethods,
    providers: SignInProviders
  ) {
    const { principal } = ctx
    refuseForeignOrigin(ctx)
    const identity = readProviderIdentity(ctx)
    forgetProviderIdentity(ctx)
    await linkProvider.handle({ principal, identity })
    const methods = await find.handle({ accountId: principal.accountId })
    return ctx.response.created(transformLogInMethods(methods, providers.names))
  }

  @inject()
  async unlink(ctx: HttpContext, unlinkProvider: UnlinkProvider) {
    const { accountId } = ctx.principal
    await unlinkProvider.handle({ accountId, provider: ctx.params.provider })
    return ctx.response.noContent()
  }
}
