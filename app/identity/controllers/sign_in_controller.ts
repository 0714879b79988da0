import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateQuery } from '#core/http/validate'
import { identityBy, keepProviderIdentity } from '../sign_in/provider_identity.js'
import { SignInProviders } from '../sign_in/sign_in_providers.js'
import { providerBeginQuery } from '../validators/providers.js'

/** The way to a provider and back, which browsers walk. */
export default class SignInController {
  @inject()
  async begin(ctx: HttpContext, providers: SignInProviders) {
    const driver = providers.use(ctx.params.provider, ctx)
    const { next = '/', intent = 'log-in' } = await validateQuery(ctx, providerBeginQuery)
    await driver.begin({ next, intent })
  }

  /** Google comes back by a link. */
  @inject()
  async fromGoogle(ctx: HttpContext, providers: SignInProviders) {
    return this.#comeBack(ctx, providers, 'google')
  }

  /** Apple comes back by a form that its page posts. */
  @inject()
  async fromApple(ctx: HttpContext, providers: SignInProviders) {
    return this.#comeBack(ctx, providers, 'apple')
  }

  /** The page goes on from here: it knows the device, and asks for a second factor where one is due. */
  async #comeBack(ctx: HttpContext, providers: SignInProviders, provider: 'google' | 'apple') {
    const driver = providers.use(provider, ctx)
    const attempt = driver.return()
    const outcome = await this.#outcome(ctx, driver)
    const next = attempt?.next ?? '/'
    const page = attempt?.intent === 'link' ? '/account' : '/login'
    const query = new URLSearchParams({ provider, outcome, ...(next === '/' ? {} : { next }) })
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'no-referrer')
    ctx.response.redirect().toPath(`${page}?${query}`)
  }

  async #outcome(
    ctx: HttpContext,
    driver: ReturnType<SignInProviders['use']>
  ): Promise<'signed-in' | 'cancelled' | 'failed'> {
    if (driver.accessDenied()) return 'cancelled'
    try {
      keepProviderIdentity(ctx, await identityBy(driver))
      return 'signed-in'
    } catch (error) {
      const { message } = error as Error
      ctx.logger.warn({ provider: driver.name, reason: message }, 'A sign-in came to nothing')
      return 'failed'
    }
  }
}
