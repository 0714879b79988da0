import { createHash } from 'node:crypto'
import logger from '@adonisjs/core/services/logger'
import viewingConfig from '#config/viewing'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import {
  homeRailSources,
  refusedIn,
  type ChosenHome,
  type Opinions,
  type PersonalRailSource,
  type Rail,
  type SharedRailSource,
} from '../home_rails.js'
import { audienceOf, type Audience } from '../shared/audience.js'
import { cardShelf } from '../shared/card_shelf.js'
import { eachTitleOnce } from '../shared/each_title_once.js'
import { sharedParts } from '../shared/shared_parts.js'
import { bytesOfRails, writeRail, type WrittenRail } from '../shared/written_rail.js'
import { toRailCard } from '../transformers/rail_item_transformer.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import type { ProfileViewing } from '../viewing.js'
import { FindSharedHome } from './find_shared_home.js'
import type { Opinion } from './find_title_standing.js'
import { EDITION } from './generation_sql.js'
import { writeChosenRails } from './write_chosen_rails.js'

/** A profile's home: its JSON, put together only when it is asked for, and what tells it apart. */
export interface Home {
  tag: string
  json(): Buffer
}

interface HomeStanding {
  edition: string
  my_list: TitleId[]
  out_now: TitleId[]
  opinions: Record<TitleId, [opinion: Opinion, givenAt: number]> | null
}

const MY_LIST_POSITION = 20
const RAIL_LENGTH = 20
const MOST_NOTICES = 5

/** What home holds of one profile. By `my_list_newest`, `reminders_unseen` and `opinions_pkey`. */
const homeStanding = hot<HomeStanding>(
  'catalog.home_standing',
  `select ${EDITION} as edition,
     array(
       select l.title_id from catalog.my_list l where l.profile_id = $1
       order by l.added_at desc, l.title_id desc limit $2) as my_list,
     array(
       select r.title_id from catalog.reminders r
       where r.profile_id = $1 and r.reminded_at is not null and r.seen_at is null
       order by r.reminded_at desc limit $3) as out_now,
     (select jsonb_object_agg(o.title_id, jsonb_build_array(
        o.opinion, extract(epoch from o.given_at) * 1000))
      from catalog.opinions o where o.profile_id = $1) as opinions`
)

/**
 * A profile's home: one query for what is the profile's own, then what it shares with its audience,
 * its cards, what other modules put there, and what was chosen for it. What fails or is late is logged
 * and left out. Nothing that was read before the edition is shown as of it.
 */
export class FindHome {
  async handle({ viewing }: { viewing: ProfileViewing }): Promise<Home> {
    const { profileId } = viewing
    const standing = (await homeStanding.first([profileId, RAIL_LENGTH, MOST_NOTICES]))!
    const audience = await audienceOf(viewing, standing.edition)
    const opinions = opinionsOf(standing)
    const [shared, cards, contributed, choose] = await Promise.all([
      sharedParts.get('homes', ['home', audience.key], () =>
        new FindSharedHome().handle({ audience })
      ),
      cardShelf.cardsOf(audience, [...new Set([...standing.my_list, ...standing.out_now])]),
      Promise.all(homeRailSources.all().map((source) => loadSource(source, viewing, audience))),
      readForChoice(viewing, audience, opinions),
    ])
    const own = [
      ...myListRail(standing.my_list.flatMap((id) => cards.get(id) ?? [])),
      ...contributed.flatMap(({ rails, isShared }) => (isShared ? [] : rails)),
    ]
    const popular = contributed.flatMap(({ rails, isShared }) => (isShared ? rails : []))
    const taken = new Set(own.flatMap((rail) => rail.cards.map(({ titleId }) => titleId)))
    if (shared.heroId) taken.add(shared.heroId)
    const chosen = choose(taken)
    const written = chosen && (await writeChosenRails(chosen, audience))

    const outNow = standing.out_now.flatMap((id) => cards.get(id) ?? []).filter(isPlayable)
    const notices = JSON.stringify(
      outNow.map((card) => ({ kind: 'out-now', title: toRailCard(card) }))
    )
    const isReplaced = ({ kind }: WrittenRail) => chosen?.replaces.includes(kind) ?? false
    const everybodys = [...shared.rails, ...popular].filter((rail) => !isReplaced(rail))
    const all = [...everybodys, ...own, ...(written?.rails ?? [])].sort(
      (a, b) => a.position - b.position
    )
    const elsewhere = [...(shared.heroId ? [shared.heroId] : []), ...refusedIn(opinions)]
    const rails = homeRailSources.chooser ? eachTitleOnce(all, elsewhere, own) : all
    return {
      tag: tagOf(
        [audience.key, notices, elsewhere.join(' ')],
        [...own, ...popular],
        written?.mark ?? ''
      ),
      json: () =>
        Buffer.concat([
          Buffer.from(`{"hero":${shared.hero},"notices":${notices},"rails":[`),
          ...bytesOfRails(rails),
          Buffer.from(']}'),
        ]),
    }
  }
}

const isPlayable = (card: TitleCard) => card.playable

/** The opinions of a row of `catalog.home_standing`. */
export function opinionsOf({ opinions }: Pick<HomeStanding, 'opinions'>): Opinions {
  return new Map(
    Object.entries(opinions ?? {}).map(([titleId, [opinion, givenAt]]) => [
      titleId as TitleId,
      { opinion, givenAt },
    ])
  )
}

function myListRail(items: TitleCard[]): WrittenRail[] {
  if (items.length === 0) return []
  const rail = { id: 'my-list', name: 'My list', kind: 'my-list', items }
  return [writeRail(MY_LIST_POSITION, rail)]
}

/** What an audience's cards look like is told by its key; what stands in `own` may change without. */
function tagOf(parts: string[], own: WrittenRail[], chosen: string): string {
  const tag = createHash('sha1').update(parts.join('\n'))
  for (const { position, head, cards } of own) {
    tag.update(`\n${position} ${head} ${cards.map(({ json }) => json).join('\n')}`)
  }
  return `W/"${tag.update(chosen).digest('base64url')}"`
}

/** Answers null in time, or a failure. */
async function within<Value>(work: Promise<Value>, failed: (error: unknown) => void) {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error('It took too long')),
    viewingConfig.homePatienceMs
  )
  try {
    return await Promise.race([work, late.promise])
  } catch (error) {
    failed(error)
    return null
  } finally {
    clearTimeout(timer)
  }
}

const leftOut = (error: unknown) =>
  logger.warn({ err: error }, 'Home is shown without what was chosen for its profile')

async function readForChoice(
  viewing: ProfileViewing,
  audience: Audience,
  opinions: Opinions
): Promise<(taken: ReadonlySet<TitleId>) => ChosenHome | null> {
  const { chooser } = homeRailSources
  const choose = chooser && (await within(chooser({ viewing, audience, opinions }), leftOut))
  return (taken) => {
    try {
      return choose ? choose(taken) : null
    } catch (error) {
      leftOut(error)
      return null
    }
  }
}

async function loadSource(
  source: PersonalRailSource | SharedRailSource,
  viewing: ProfileViewing,
  audience: Audience
): Promise<{ rails: WrittenRail[]; isShared: boolean }> {
  const write = async (rail: Promise<Rail | null>) =>
    writtenOfSource(source.position, await rail, viewing.maturityLimit)
  const load = () =>
    source.shared
      ? sharedParts.get('pages', keyOf(source, viewing, audience), () =>
          write(source.load({ ...audience, country: viewing.country, audience }))
        )
      : write(source.load({ ...viewing, audience }))
  const rails = await within(load(), (error) =>
    logger.warn({ err: error, rail: source.id }, 'A rail is left out of home')
  )
  return { rails: rails ?? [], isShared: source.shared ?? false }
}

/** Other modules may tell countries apart that the catalogue does not. */
function keyOf(source: SharedRailSource, { country }: ProfileViewing, audience: Audience) {
  const age = Math.floor(clock.now() / 1000 / source.maxAgeSeconds)
  return ['rail', source.id, age, country, audience.key]
}

function writtenOfSource(
  position: number,
  rail: Rail | null,
  maturityLimit: number
): WrittenRail[] {
  const items = rail?.items.filter((card) => (card.maturity ?? 0) <= maturityLimit) ?? []
  return rail && items.length > 0 ? [writeRail(position, { ...rail, items })] : []
}
