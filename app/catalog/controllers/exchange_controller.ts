import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { entityTag, sendTagged } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { E_REQUEST_TOO_LARGE } from '#core/problem'
import { ExportCatalogue, feedOf } from '../actions/export_catalogue.js'
import { ImportCatalogue } from '../actions/import_catalogue.js'
import { E_IMPORT_REFUSED } from '../errors.js'
import type { ExchangeFormat } from '../exchange/items.js'
import { exportQuery, importQuery } from '../validators/exchange.js'
import { visitorsView } from '../viewing.js'

/** What one request may bring; larger files go in by `node ace catalog:import`. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_ITEMS = 5_000
const FEED_LENGTH = 200

const MEDIA_TYPES: Record<ExchangeFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mrss: 'application/rss+xml; charset=utf-8',
}
const ENDINGS: Record<ExchangeFormat, string> = { csv: 'csv', json: 'json', mrss: 'xml' }

/** The catalogue as files: out, in, and as a feed for all. */
export default class ExchangeController {
  async export(ctx: HttpContext) {
    const { format } = await validateQuery(ctx, exportQuery)
    ctx.response.header('content-type', MEDIA_TYPES[format])
    ctx.response.header('cache-control', 'no-store')
    const name = `catalogue.${ENDINGS[format]}`
    ctx.response.header('content-disposition', `attachment; filename="${name}"`)
    ctx.response.stream(Readable.from(new ExportCatalogue().handle({ format })))
  }

  async import(ctx: HttpContext) {
    const { format, dryRun = false } = await validateQuery(ctx, importQuery)
    const content = await contentOf(ctx)
    const { accountId } = ctx.principal
    const input = { content, format, dryRun, by: accountId, mostItems: MOST_ITEMS }
    const report = await new ImportCatalogue().handle(input)
    if (!dryRun && !report.imported) {
      throw new E_IMPORT_REFUSED({
        detail: `${report.problemCount} problems; the first are named.`,
        fields: report.problems.map(({ line, column, message }) => ({
          field: column ? `line ${line}, ${column}` : `line ${line}`,
          message,
        })),
      })
    }
    ctx.response.json(report)
  }

  async feed(ctx: HttpContext) {
    const pieces: string[] = []
    for await (const piece of feedOf(visitorsView(ctx), FEED_LENGTH)) pieces.push(piece)
    const xml = pieces.join('')
    sendTagged(ctx, entityTag(xml, 'weak'), () => xml, MEDIA_TYPES.mrss)
  }
}

/** The file as it was sent; small ones of known types were read by the body parser already. */
async function contentOf({ request }: HttpContext): Promise<Buffer> {
  const parsed = request.raw()
  if (typeof parsed === 'string') return Buffer.from(parsed)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new E_REQUEST_TOO_LARGE({ detail: 'At most 16 MiB.' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
