import { createHash } from 'node:crypto'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import {
  homeRailSources,
  type PersonalRailSource,
  type Rail,
  type SharedRailSource,
} from '../home_rails.js'
import { audienceOf, type Audience } from '../shared/audience.js'
import { cardShelf } from '../shared/card_shelf.js'
import { sharedParts } from '../shared/shared_parts.js'
import { toRailCard } from '../transformers/rail_item_transformer.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import type { ProfileViewing } from '../viewing.js'
import { FindSharedHome, type RailJson, type SharedHome } from './find_shared_home.js'
import { EDITION } from './generation_sql.js'

/** A profile's home: its JSON, put together only when it is asked for, and what tells it apart. */
export interface Home {
  tag: string
  json(): Buffer
}

interface HomeStanding {
  edition: string
  my_list: TitleId[]
  out_now: TitleId[]
}

const MY_LIST_POSITION = 20
const RAIL_LENGTH = 20
const MOST_NOTICES = 5
/**
 * How long a rail of another module may keep home waiting: not so short that a busy database costs
 * a viewer what they were watching. Milliseconds.
 */
const SOURCE_TIMEOUT_MS = 3_000

/** What home holds of one profile. By `my_list_newest` and `reminders_unseen`. */
const homeStanding = hot<HomeStanding>(
  'catalog.home_standing',
  `select ${EDITION} as edition,
     array(
       select l.title_id from catalog.my_list l where l.profile_id = $1
       order by l.added_at desc, l.title_id desc limit $2) as my_list,
     array(
       select r.title_id from catalog.reminders r
       where r.profile_id = $1 and r.reminded_at is not null and r.seen_at is null
       order by r.reminded_at desc limit $3) as out_now`
)

/**
 * A profile's home: one query for what is the profile's own, then what it shares with its audience,
 * its cards, and one answer of each rail source. A source that fails or is late is logged and left
 * out. Nothing that was read before the edition is shown as of it.
 */
export class FindHome {
  async handle({ viewing }: { viewing: ProfileViewing }): Promise<Home> {
    const { profileId } = viewing
    const standing = (await homeStanding.first([profileId, RAIL_LENGTH, MOST_NOTICES]))!
    const audience = await audienceOf(viewing, standing.edition)
    const [shared, cards, contributed] = await Promise.all([
      sharedParts.get('homes', ['home', audience.key], () =>
        new FindSharedHome().handle({ audience })
      ),
      cardShelf.cardsOf(audience, [...new Set([...standing.my_list, ...standing.out_now])]),
      Promise.all(homeRailSources.all().map((source) => loadSource(source, viewing, audience))),
    ])
    const own = [
      ...myListRail(standing.my_list.flatMap((id) => cards.get(id) ?? [])),
      ...contributed.flat(),
    ]
    const outNow = standing.out_now.flatMap((id) => cards.get(id) ?? []).filter(isPlayable)
    const notices = JSON.stringify(
      outNow.map((card) => ({ kind: 'out-now', title: toRailCard(card) }))
    )
    const tag = createHash('sha1').update(`${audience.key}\n${notices}`)
    for (const { json, position } of own) tag.update(`\n${position} ${json}`)
    return {
      tag: `W/"${tag.digest('base64url')}"`,
      json: () => compose(shared, own, notices),
    }
  }
}

const isPlayable = (card: TitleCard) => card.playable

function myListRail(cards: TitleCard[]): RailJson[] {
  if (cards.length === 0) return []
  const rail = { id: 'my-list', name: 'My list', kind: 'my-list', items: cards.map(toRailCard) }
  return [{ position: MY_LIST_POSITION, json: JSON.stringify(rail) }]
}

async function loadSource(
  source: PersonalRailSource | SharedRailSource,
  viewing: ProfileViewing,
  audience: Audience
): Promise<RailJson[]> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('It took too long')), SOURCE_TIMEOUT_MS)
  const railJson = async (rail: Promise<Rail | null>) =>
    jsonOfSource(source.position, await rail, viewing.maturityLimit)
  try {
    const rail = source.shared
      ? sharedParts.get('pages', keyOf(source, viewing, audience), () =>
          railJson(source.load({ ...audience, country: viewing.country, audience }))
        )
      : railJson(source.load({ ...viewing, audience }))
    return await Promise.race([rail, late.promise])
  } catch (error) {
    logger.warn({ err: error, rail: source.id }, 'A rail is left out of home')
    return []
  } finally {
    clearTimeout(timer)
  }
}

/** Other modules may tell countries apart that the catalogue does not. */
function keyOf(source: SharedRailSource, { country }: ProfileViewing, audience: Audience) {
  const age = Math.floor(clock.now() / 1000 / source.maxAgeSeconds)
  return ['rail', source.id, age, country, audience.key]
}

function jsonOfSource(position: number, rail: Rail | null, maturityLimit: number): RailJson[] {
  const items = rail?.items.filter((card) => (card.maturity ?? 0) <= maturityLimit) ?? []
  if (items.length === 0) return []
  return [{ position, json: JSON.stringify({ ...rail, items: items.map(toRailCard) }) }]
}

interface SharedBytes {
  hero: Buffer
  rails: { position: number; bytes: Buffer }[]
}

/** The bytes of a shared home, made once for as long as it is kept. */
const bytesOfHomes = new WeakMap<SharedHome, SharedBytes>()

function bytesOf(shared: SharedHome): SharedBytes {
  const known = bytesOfHomes.get(shared)
  if (known) return known
  const rails = shared.rails.map(toBytes)
  const bytes = { hero: Buffer.from(shared.hero), rails }
  bytesOfHomes.set(shared, bytes)
  return bytes
}

const toBytes = ({ position, json }: RailJson) => ({ position, bytes: Buffer.from(json) })
const COMMA = Buffer.from(',')

function compose(shared: SharedHome, own: RailJson[], notices: string): Buffer {
  const { hero, rails } = bytesOf(shared)
  const inOrder = [...rails, ...own.map(toBytes)].sort((a, b) => a.position - b.position)
  return Buffer.concat([
    ...[Buffer.from('{"hero":'), hero, Buffer.from(`,"notices":${notices},"rails":[`)],
    ...inOrder.flatMap(({ bytes }, index) => (index > 0 ? [COMMA, bytes] : [bytes])),
    Buffer.from(']}'),
  ])
}
