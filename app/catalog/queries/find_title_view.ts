import { createHash } from 'node:crypto'
import type { TitleId } from '#core/ids'
import { recommender } from '../recommender.js'
import { nextToWatch, type PlayablePart } from '../next_to_watch.js'
import { audienceOf, type Audience } from '../shared/audience.js'
import { cardShelf } from '../shared/card_shelf.js'
import { sharedParts } from '../shared/shared_parts.js'
import { writtenCardOf } from '../shared/written_rail.js'
import { toViewedTitle, type ViewedTitle } from '../transformers/title_view_transformer.js'
import type { Viewing } from '../viewing.js'
import { viewingProgress, type ViewingProgress } from '../viewing_progress.js'
import { FindSharedTitlePage } from './find_shared_title_page.js'
import { FindSimilar } from './find_similar.js'
import { FindTitleStanding, type TitleStanding } from './find_title_standing.js'

/** A title's page for one viewer: its JSON, and what tells it apart. */
export interface TitleView {
  tag: string
  json(): string
}

/** Why a viewer cannot play a title: too young, not out yet, or not in this country. */
export type Unplayable = 'age' | 'not-yet' | 'not-here'

/** As many as stand on the page. */
const MOST_SIMILAR = 12

/** The part of a page that a country and a language share. */
export interface SharedPage {
  /** A JSON object without its last brace. */
  json: string
  parts: PlayablePart[]
  genreIds: string[]
  releaseYear: number | null
}

/**
 * All of a title's page: one query for what is true now and of the profile, one of the module that
 * keeps viewing progress, and what is shared. A fixed number of queries, whatever the title holds.
 */
export class FindTitleView {
  /** @throws E_TITLE_NOT_FOUND when the viewer may not know of it */
  async handle(input: { titleId: TitleId; viewing: Viewing }): Promise<TitleView> {
    const { titleId, viewing } = input
    const { profileId } = viewing
    const [standing, progress] = await Promise.all([
      new FindTitleStanding().handle(input),
      profileId ? viewingProgress.of(profileId, titleId) : [],
    ])
    const audience = await audienceOf(viewing, standing.edition)
    const page = await sharedPage(titleId, standing, audience)
    const similar = await similarJson(titleId, page, audience)
    const own = JSON.stringify(standingOf(standing, page.parts, progress, viewing))
    const tag = createHash('sha1')
      .update(`${standing.generation}\n${audience.key}\n${recommender.similarMark()}\n${own}`)
      .digest('base64url')
    return {
      tag: `W/"${tag}"`,
      json: () => `${page.json},"similar":${similar},"standing":${own}}`,
    }
  }
}

export function sharedPage(
  titleId: TitleId,
  { generation }: TitleStanding,
  audience: Audience
): Promise<SharedPage> {
  const { country, languages } = audience
  const key = ['title', titleId, generation, country, languages.join(',')]
  return sharedParts.get('pages', key, async () => {
    const rows = await new FindSharedTitlePage().handle({ titleId, audience })
    const title = toViewedTitle(rows)
    return {
      json: JSON.stringify(title).slice(0, -1),
      parts: partsOf(title),
      genreIds: title.genreLinks.map(({ id }) => id),
      releaseYear: title.releaseYear,
    }
  })
}

async function similarJson(
  titleId: TitleId,
  page: SharedPage,
  audience: Audience
): Promise<string> {
  const similar = await new FindSimilar().handle({ titleId, audience, ...page })
  const ids = similar.slice(0, MOST_SIMILAR)
  const cards = await cardShelf.cardsOf(audience, ids)
  return `[${ids.flatMap((id) => cards.get(id) ?? []).map((card) => writtenCardOf(card).json)}]`
}

function partsOf(title: ViewedTitle): PlayablePart[] {
  if (!title.playable) return []
  if (title.kind === 'film') {
    const { durationSeconds } = title
    return [
      { episodeId: null, name: null, seasonNumber: null, episodeNumber: null, durationSeconds },
    ]
  }
  return title.seasons.flatMap((season) =>
    season.episodes
      .filter((episode) => episode.playable)
      .map(({ id, name, number, durationSeconds }) => ({
        ...{ episodeId: id, name, durationSeconds },
        ...{ seasonNumber: season.number, episodeNumber: number },
      }))
  )
}

function standingOf(
  standing: TitleStanding,
  parts: PlayablePart[],
  progress: ViewingProgress[],
  viewing: Viewing
) {
  const reason = unplayable(standing, parts, viewing)
  return {
    /** Announced, and not out yet. */
    coming: standing.state === 'draft',
    playable: reason === null,
    reason,
    /** When it can be played, where that is known. */
    playableFrom: reason === 'not-yet' ? opensAt(standing) : null,
    next: reason === null ? nextToWatch(parts, progress) : null,
    progress: progress.map((entry) => ({ ...entry, watchedAt: entry.watchedAt.toISOString() })),
    inMyList: standing.in_my_list,
    opinion: standing.opinion,
    reminder: standing.reminder,
  }
}

function unplayable(
  standing: TitleStanding,
  parts: PlayablePart[],
  { maturityLimit }: Viewing
): Unplayable | null {
  const { state, available, opens_at: opens, maturity } = standing
  if ((maturity ?? 18) > maturityLimit) return 'age'
  if (state === 'draft') return 'not-yet'
  if (!available) return opens ? 'not-yet' : 'not-here'
  return parts.length > 0 ? null : 'not-yet'
}

function opensAt({ state, opens_at: opens, publish_at: publish }: TitleStanding): string | null {
  return (state === 'draft' ? publish : opens)?.toISOString() ?? null
}
