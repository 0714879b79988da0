import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { FindQuality } from '../queries/find_quality.js'
import { qualitySpan } from '../quality/quality_span.js'
import { transformQuality } from '../transformers/quality_transformer.js'
import { qualityQuery } from '../validators/requests.js'

const DEFAULT_GROUPS = 20

/** How well playing goes, for staff. */
export default class QualityController {
  @inject()
  async show(ctx: HttpContext, findQuality: FindQuality) {
    const {
      from,
      to,
      by = 'device',
      limit = DEFAULT_GROUPS,
    } = await validateQuery(ctx, qualityQuery)
    const report = await findQuality.handle({ ...qualitySpan({ from, to }), by, limit })
    sendRevalidated(ctx, transformQuality(report))
  }
}
