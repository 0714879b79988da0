import {
  audienceOf,
  E_TITLE_NOT_FOUND,
  FindEdition,
  TitleCardsByIds,
  titleFactsOf,
  type ProfileViewing,
  type TitleFacts,
} from '#catalog'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { modelGuard } from '../serving/model_guard.js'
import { popularListsOf, type PopularLists } from '../serving/popular_lists.js'
import { columnsOf, scoresOf, type Scores } from '../serving/scores.js'
import { FindTaste, type ProfileTaste } from './find_taste.js'

/**
 * Why a title is shown to a profile:
 * - `watched`, `liked`, `favourite`: titles that it watched, judged well or named speak for it, most
 *   first;
 * - `trending`, `popular`: others watch it, in the profile's country where that has enough plays;
 * - `new`: it came out lately;
 * - `catalogue`: nothing but that it is there.
 */
export const REASON_KINDS = [
  ...(['watched', 'liked', 'favourite'] as const),
  ...(['trending', 'popular', 'new', 'catalogue'] as const),
] as const

export type ReasonKind = (typeof REASON_KINDS)[number]

export interface Reason {
  kind: ReasonKind
  /** The titles that speak for it, for the first three kinds. */
  titles: { id: TitleId; name: string }[]
}

const MOST_NAMED = 3
/** What speaks less than this share of what speaks most is not worth a word. */
const WORTH_NAMING = 0.25
const NEW_MS = 60 * 24 * 3_600_000
/** Of a list of what is popular, so many places from the top count. */
const POPULAR_PLACES = 40

/** Says truly why a profile sees a title: by the model that ranked it, else by what it is. */
export class ExplainTitle {
  /** @throws E_TITLE_NOT_FOUND when the profile may not come across it */
  async handle(input: { viewing: ProfileViewing; titleId: TitleId }): Promise<Reason> {
    const { viewing, titleId } = input
    const [taste, lists, edition] = await Promise.all([
      new FindTaste().handle({ profileId: viewing.profileId }),
      popularListsOf(viewing.country),
      new FindEdition().handle(),
    ])
    const [audience, facts] = await Promise.all([
      audienceOf(viewing, edition),
      titleFactsOf(edition),
    ])
    const scores = scoresOf(taste, facts)
    const speaking = speakingFor(titleId, scores)
    const { titles } = await new TitleCardsByIds().handle({
      titleIds: [titleId, ...speaking],
      viewing: { ...viewing, audience },
    })
    if (!titles.has(titleId)) throw new E_TITLE_NOT_FOUND()
    const named = speaking.flatMap((id) => titles.get(id) ?? []).slice(0, MOST_NAMED)
    if (named.length === 0) return { kind: otherReason(titleId, lists, facts), titles: [] }
    const kind = kindOf(named[0]!.id, taste)
    return {
      kind,
      titles: named
        .filter(({ id }) => kindOf(id, taste) === kind)
        .map(({ id, name }) => ({ id, name })),
    }
  }
}

function speakingFor(titleId: TitleId, { by, facts }: Scores): TitleId[] {
  const title = facts.indexOf.get(titleId)
  if (!by || title === undefined) return []
  const column = columnsOf(by.served, facts)[title]!
  if (column < 0) return []
  const told = modelGuard.ask(by.served, (model) => model.explain(by.history, column, by.at)) ?? []
  const most = told[0]?.amount ?? 0
  return told
    .filter(({ amount }) => amount > 0 && amount >= most * WORTH_NAMING)
    .slice(0, 2 * MOST_NAMED)
    .map((contribution) => by.served.titleIds[contribution.title]! as TitleId)
    .filter((id) => id !== titleId)
}

function kindOf(titleId: TitleId, taste: ProfileTaste): 'watched' | 'liked' | 'favourite' {
  if (taste.viewed.some((viewed) => viewed.titleId === titleId)) return 'watched'
  return taste.favourites.includes(titleId) ? 'favourite' : 'liked'
}

function otherReason(titleId: TitleId, lists: PopularLists, facts: TitleFacts): ReasonKind {
  const stands = (list: readonly TitleId[]) => list.slice(0, POPULAR_PLACES).includes(titleId)
  if (stands(lists.trending)) return 'trending'
  if (stands(lists.top)) return 'popular'
  const title = facts.indexOf.get(titleId)
  const since = (clock.now() - NEW_MS) / 1000
  return title !== undefined && facts.publishedAt[title]! >= since ? 'new' : 'catalogue'
}
