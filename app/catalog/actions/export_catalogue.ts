import { appUrl } from '#config/app'
import { writeCsv } from '../exchange/csv.js'
import type { ExchangeFormat } from '../exchange/items.js'
import { writeJson } from '../exchange/json.js'
import { writeMrss } from '../exchange/mrss.js'
import { ExchangeItems } from '../queries/exchange_items.js'
import { FeedTitles } from '../queries/feed_titles.js'
import { EDITORS_VIEW, type Viewing } from '../viewing.js'

const EVERY = 1_000_000

/** The catalogue as text, piece by piece. */
export class ExportCatalogue {
  /** CSV and JSON hold all of it, drafts too; MRSS what viewers everywhere can find. */
  async *handle({ format }: { format: ExchangeFormat }): AsyncGenerator<string> {
    const items = new ExchangeItems()
    if (format === 'csv') yield* writeCsv(items.handle(), await items.languages())
    else if (format === 'json') yield* writeJson(items.handle())
    else yield* feedOf(EDITORS_VIEW, EVERY)
  }
}

/** What a visitor may find, newest first, as a feed for partners and readers. */
export function feedOf(viewing: Viewing, limit: number): AsyncGenerator<string> {
  const titles = new FeedTitles().handle({ viewing, baseUrl: appUrl, limit })
  return writeMrss(titles, {
    title: 'FlixFlow',
    link: appUrl,
    description: 'Films and shows on FlixFlow',
  })
}
