import type { HttpContext } from '@adonisjs/core/http'
import { sendPage } from '#core/http/page'
import { isId, type TitleId } from '#core/ids'
import { FindEdition } from '../queries/find_edition.js'
import { audienceOf } from '../shared/audience.js'
import { cardShelf } from '../shared/card_shelf.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import { visitorsView, type Viewing } from '../viewing.js'

/** The pages of the catalogue. What a viewer may see in them comes from the API. */
export default class PagesController {
  async home(ctx: HttpContext) {
    await sendPage(ctx, 'catalog::home', { section: 'home' })
  }

  async search(ctx: HttpContext) {
    await sendPage(ctx, 'catalog::search')
  }

  async studio(ctx: HttpContext) {
    await sendPage(ctx, 'catalog::studio')
  }

  /** The shell of a title's page: its name and picture, so that both are there at once. */
  async title(ctx: HttpContext) {
    const { titleId } = ctx.params as { titleId: string }
    const card = isId(titleId) ? await shownCard(titleId as TitleId, visitorsView(ctx)) : null
    if (!card) ctx.response.status(404)
    await sendPage(ctx, 'catalog::title', {
      id: titleId,
      name: card?.name ?? '',
      artwork: card?.artwork ?? null,
    })
  }

  async myList(ctx: HttpContext) {
    await browse(ctx, 'my-list')
  }

  async coming(ctx: HttpContext) {
    await browse(ctx, 'coming')
  }

  async genre(ctx: HttpContext) {
    await browse(ctx, 'genre')
  }

  async tag(ctx: HttpContext) {
    await browse(ctx, 'tag')
  }

  async collection(ctx: HttpContext) {
    await browse(ctx, 'collection')
  }

  async person(ctx: HttpContext) {
    await browse(ctx, 'person')
  }
}

async function browse(ctx: HttpContext, kind: string) {
  const { id = '' } = ctx.params as { id?: string }
  await sendPage(ctx, 'catalog::browse', { kind, id, section: kind })
}

async function shownCard(titleId: TitleId, viewing: Viewing): Promise<TitleCard | null> {
  const audience = await audienceOf(viewing, await new FindEdition().handle())
  return (await cardShelf.cardsOf(audience, [titleId])).get(titleId) ?? null
}
