import type { HttpContext } from '@adonisjs/core/http'
import { sendPage } from '#core/http/page'
import { isId, type TitleId } from '#core/ids'
import { TitleCardsByIds } from '../queries/title_cards_by_ids.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import { visitorsView, type Viewing } from '../viewing.js'

/** The pages of the catalogue. What a viewer may see in them comes from the API. */
export default class PagesController {
  async home(ctx: HttpContext) {
    await sendPage(ctx, 'catalog::home')
  }

  /** The shell of a title's page: its name and picture, so that both are there at once. */
  async title(ctx: HttpContext) {
    const { titleId } = ctx.params as { titleId: string }
    const card = isId(titleId) ? await publishedCard(titleId as TitleId, visitorsView(ctx)) : null
    if (!card) ctx.response.status(404)
    await sendPage(ctx, 'catalog::title', {
      id: titleId,
      name: card?.name ?? '',
      artwork: card?.artwork ?? null,
    })
  }
}

async function publishedCard(titleId: TitleId, viewing: Viewing): Promise<TitleCard | null> {
  const { titles } = await new TitleCardsByIds().handle({ titleIds: [titleId], viewing })
  return titles.get(titleId) ?? null
}
