import type { HttpContext } from '@adonisjs/core/http'
import { TitleCardsByIds, visitorsView, type Viewing } from '#catalog'
import { sendPage } from '#core/http/page'
import { isId, type EpisodeId, type TitleId } from '#core/ids'

/** What the player's page shows before play: a film, a show or an episode. */
interface PagePlayable {
  id: string
  kind: 'film' | 'episode'
  titleId: string
  name: string
  showName: string | null
  artwork: string | null
  artworkSrcset: string | null
}

/** The pages of playback. */
export default class PagesController {
  async history(ctx: HttpContext) {
    await sendPage(ctx, 'playback::history', { section: 'history' })
  }

  /** What staff may see in it comes from the API. */
  async quality(ctx: HttpContext) {
    await sendPage(ctx, 'playback::quality', { section: 'quality' })
  }

  async watch(ctx: HttpContext) {
    const { playableId } = ctx.params as { playableId: string }
    const playable = isId(playableId) ? await findPublished(playableId, visitorsView(ctx)) : null
    if (!playable) ctx.response.status(404)
    await sendPage(ctx, 'playback::watch', { playable: playable ?? unknown(playableId) })
  }
}

async function findPublished(id: string, viewing: Viewing): Promise<PagePlayable | null> {
  const titleId = id as TitleId
  const episodeId = id as EpisodeId
  const found = await new TitleCardsByIds().handle({
    titleIds: [titleId],
    episodeIds: [episodeId],
    viewing,
  })
  const title = found.titles.get(titleId)
  if (title) {
    const { backdrop, backdropSrcset } = title.artwork
    const artwork = { artwork: backdrop, artworkSrcset: backdropSrcset }
    return { id, kind: 'film', titleId: id, name: title.name, showName: null, ...artwork }
  }
  const episode = found.episodes.get(episodeId)
  if (!episode) return null
  const { name, showName, artwork } = episode
  return {
    ...{ id, kind: 'episode', titleId: episode.titleId, name, showName },
    artwork: artwork.still,
    artworkSrcset: artwork.stillSrcset,
  }
}

/** The page then says that there is nothing to play. */
function unknown(id: string): PagePlayable & { missing: true } {
  const nothing = { name: '', showName: null, artwork: null, artworkSrcset: null }
  return { id, kind: 'film', titleId: '', ...nothing, missing: true }
}
