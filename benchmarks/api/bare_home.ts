import { createHash } from 'node:crypto'
import { audienceOf, type Audience } from '../../app/catalog/shared/audience.js'
import { FindSharedHome, type SharedHome } from '../../app/catalog/queries/find_shared_home.js'
import { bytesOfRails } from '../../app/catalog/shared/written_rail.js'
import { viewingValues } from '../../app/catalog/queries/viewing_sql.js'
import { toRailCard } from '../../app/catalog/transformers/rail_item_transformer.js'
import {
  toTitleCard,
  type TitleCard,
} from '../../app/catalog/transformers/title_card_transformer.js'
import { languagesFor, type ProfileViewing } from '../../app/catalog/viewing.js'
import type { PrincipalProfile } from '../../app/identity/index.js'
import { rowsOf } from './bare_database.js'

interface OwnRail {
  position: number
  json: string
}

/** A shared home as bytes, so that no request encodes a quarter of a megabyte. */
interface Parts {
  hero: Buffer
  rails: { position: number; bytes: Buffer }[]
}

function partsOf({ hero, rails }: SharedHome): Parts {
  return {
    hero: Buffer.from(hero),
    rails: rails.map((rail) => ({
      position: rail.position,
      bytes: Buffer.concat(bytesOfRails([rail])),
    })),
  }
}

const toBytes = ({ position, json }: OwnRail) => ({ position, bytes: Buffer.from(json) })

const COMMA = Buffer.from(',')
const audiences = new Map<string, Promise<Audience>>()
const homes = new Map<string, Promise<Parts>>()
const cards = new Map<string, TitleCard>()

function once<Value>(
  kept: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>
): Promise<Value> {
  const known = kept.get(key) ?? make()
  kept.set(key, known)
  return known
}

/** Home of a profile: its tag and its JSON. */
export async function bareHome(profile: PrincipalProfile, country: string) {
  const languages = languagesFor(profile.language)
  const { kids, maturity: maturityLimit } = profile
  const viewing: ProfileViewing = {
    ...{ profileId: profile.id, kids, maturityLimit, country, languages },
  }
  const [[standing], watched] = await Promise.all([
    rowsOf('catalog.home_standing', [profile.id, 20, 5]),
    rowsOf('playback.newest_progress_per_title', [profile.id, 40]),
  ])
  const who = [standing.edition, country, languages, maturityLimit, kids].join('|')
  const audience = await once(audiences, who, () => audienceOf(viewing, standing.edition))
  const shared = await once(homes, audience.key, async () =>
    partsOf(await new FindSharedHome().handle({ audience }))
  )
  const wanted = [...standing.my_list, ...standing.out_now, ...watched.map((row) => row.title_id)]
  await readCards(audience, wanted)

  const cardOf = (id: string) => cards.get(`${id}|${audience.key}`) ?? []
  const myList = standing.my_list.flatMap(cardOf)
  const own = [...continueRail(watched, cardOf), ...myListRail(myList)]
  const outNow = standing.out_now.flatMap(cardOf).filter((card: TitleCard) => card.playable)
  const notices = JSON.stringify(
    outNow.map((card: TitleCard) => ({ kind: 'out-now', title: toRailCard(card) }))
  )
  const rails = [...shared.rails, ...own.map(toBytes)].sort((a, b) => a.position - b.position)
  const tag = createHash('sha1').update(`${audience.key}\n${notices}`)
  for (const { json, position } of own) tag.update(`\n${position} ${json}`)
  return {
    tag: `W/"${tag.digest('base64url')}"`,
    json: Buffer.concat([
      ...[Buffer.from('{"hero":'), shared.hero, Buffer.from(`,"notices":${notices},"rails":[`)],
      ...rails.flatMap(({ bytes }, index) => (index > 0 ? [COMMA, bytes] : [bytes])),
      Buffer.from(']}'),
    ]),
  }
}

async function readCards(audience: Audience, ids: string[]): Promise<void> {
  const missing = ids.filter((id) => !cards.has(`${id}|${audience.key}`))
  if (missing.length === 0) return
  const rows = await rowsOf('catalog.cards_shown', [...viewingValues(audience), missing])
  for (const row of rows) cards.set(`${row.id}|${audience.key}`, toTitleCard(row))
}

function myListRail(items: TitleCard[]): OwnRail[] {
  if (items.length === 0) return []
  const rail = { id: 'my-list', name: 'My list', kind: 'my-list', items: items.map(toRailCard) }
  return [{ position: 20, json: JSON.stringify(rail) }]
}

function continueRail(watched: any[], cardOf: (id: string) => TitleCard | never[]): OwnRail[] {
  const items = watched.flatMap((row) => {
    if (row.episode_id) throw new Error('The reference knows films only')
    const card = cardOf(row.title_id)
    if (Array.isArray(card) || !card.playable) return []
    const progress = {
      titleId: card.id,
      episodeId: null,
      positionSeconds: row.position_ms / 1000,
      durationSeconds: row.duration_ms / 1000,
      ...{ seasonNumber: null, episodeNumber: null, episodeName: null },
    }
    return [toRailCard({ ...card, progress })]
  })
  if (items.length === 0) return []
  const names = { id: 'continue-watching', name: 'Continue watching', kind: 'continue-watching' }
  return [{ position: 10, json: JSON.stringify({ ...names, items }) }]
}
