import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import StaticMiddleware from '@adonisjs/static/static_middleware'

/** Where scripts/build_web.mjs puts all that the public folder holds. */
const ASSETS = '/assets/'

/**
 * Serves the pages' bundles. Other requests ask no disk: a look at it for each of them would cost
 * more than most answers do.
 */
export default class AssetsMiddleware {
  #files: StaticMiddleware | null = null

  async handle(ctx: HttpContext, next: NextFn) {
    if (!ctx.request.url().startsWith(ASSETS)) return next()
    this.#files ??= await app.container.make(StaticMiddleware)
    return this.#files.handle(ctx, next)
  }
}
