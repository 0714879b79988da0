import { createHash } from 'node:crypto'
import { titleFactsOf } from '#catalog'
import type { TitleId } from '#core/ids'
import { audienceOf, type Audience } from '../../app/catalog/shared/audience.js'
import { eachTitleOnce } from '../../app/catalog/shared/each_title_once.js'
import { FindSharedHome, type SharedHome } from '../../app/catalog/queries/find_shared_home.js'
import { opinionsOf } from '../../app/catalog/queries/find_home.js'
import { writeChosenRails, type ChosenRails } from '../../app/catalog/queries/write_chosen_rails.js'
import { refusedIn } from '../../app/catalog/home_rails.js'
import { bytesOfRails, writeRail, type WrittenRail } from '../../app/catalog/shared/written_rail.js'
import { viewingValues } from '../../app/catalog/queries/viewing_sql.js'
import { toRailCard } from '../../app/catalog/transformers/rail_item_transformer.js'
import {
  toTitleCard,
  type TitleCard,
} from '../../app/catalog/transformers/title_card_transformer.js'
import { languagesFor, type ProfileViewing } from '../../app/catalog/viewing.js'
import type { PrincipalProfile } from '../../app/identity/index.js'
import { viewedTitleOf } from '../../app/playback/queries/viewed_titles_sql.js'
import type { ProfileTaste } from '../../app/recommendations/queries/find_taste.js'
import { chooseHome } from '../../app/recommendations/serving/choose_home.js'
import { popularListsOf } from '../../app/recommendations/serving/popular_lists.js'
import { popularScores } from '../../app/recommendations/serving/scores.js'
import { rowsOf } from './bare_database.js'

/** The rails that were chosen for a profile, and all that they were chosen from. */
interface Chosen extends Pick<ChosenRails, 'rails' | 'mark'> {
  from: string
  replaces: readonly string[]
}

const HOUR_MS = 3_600_000
const audiences = new Map<string, Promise<Audience>>()
const homes = new Map<string, Promise<SharedHome>>()
const cards = new Map<string, TitleCard>()
const chosenHomes = new Map<string, Chosen>()

function once<Value>(
  kept: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>
): Promise<Value> {
  const known = kept.get(key) ?? make()
  kept.set(key, known)
  return known
}

/** Home of a profile: its tag and its JSON. There is no model; rails are of what is popular and known. */
export async function bareHome(profile: PrincipalProfile, country: string) {
  const languages = languagesFor(profile.language)
  const { kids, maturity: maturityLimit } = profile
  const viewing: ProfileViewing = {
    ...{ profileId: profile.id, kids, maturityLimit, country, languages },
  }
  const [[standing], watched, viewed, [told]] = await Promise.all([
    rowsOf('catalog.home_standing', [profile.id, 20, 5]),
    rowsOf('playback.newest_progress_per_title', [profile.id, 40]),
    rowsOf('playback.viewed_titles', [profile.id]),
    rowsOf('recommendations.told_taste', [profile.id]),
  ])
  const who = [standing.edition, country, languages, maturityLimit, kids].join('|')
  const audience = await once(audiences, who, () => audienceOf(viewing, standing.edition))
  const shared = await once(homes, audience.key, () => new FindSharedHome().handle({ audience }))
  const wanted = [...standing.my_list, ...standing.out_now, ...watched.map((row) => row.title_id)]
  await readCards(audience, wanted)

  const cardOf = (id: string) => cards.get(`${id}|${audience.key}`) ?? []
  const myList = standing.my_list.flatMap(cardOf)
  const own = [...myListRail(myList), ...continueRail(watched, cardOf)]
  const taken = new Set(own.flatMap((rail) => rail.cards.map(({ titleId }) => titleId)))
  if (shared.heroId) taken.add(shared.heroId)
  const chosen = await chosenFor({ viewing, audience, standing, viewed, told, taken })

  const outNow = standing.out_now.flatMap(cardOf).filter((card: TitleCard) => card.playable)
  const notices = JSON.stringify(
    outNow.map((card: TitleCard) => ({ kind: 'out-now', title: toRailCard(card) }))
  )
  const refused = refusedIn(opinionsOf(standing))
  const elsewhere = [...(shared.heroId ? [shared.heroId] : []), ...refused]
  const everybodys = shared.rails.filter(({ kind }) => !chosen.replaces.includes(kind))
  const all = [...everybodys, ...own, ...chosen.rails].sort((a, b) => a.position - b.position)

  const tag = createHash('sha1').update([audience.key, notices, elsewhere.join(' ')].join('\n'))
  for (const { position, head, cards: shown } of own) {
    tag.update(`\n${position} ${head} ${shown.map(({ json }) => json).join('\n')}`)
  }
  return {
    tag: `W/"${tag.update(chosen.mark).digest('base64url')}"`,
    json: Buffer.concat([
      Buffer.from(`{"hero":${shared.hero},"notices":${notices},"rails":[`),
      ...bytesOfRails(eachTitleOnce(all, elsewhere, own)),
      Buffer.from(']}'),
    ]),
  }
}

interface ToChooseFrom {
  viewing: ProfileViewing
  audience: Audience
  standing: any
  viewed: any[]
  told: any
  taken: Set<TitleId>
}

/** Chosen and written again only when what they were chosen from has changed. */
async function chosenFor(of: ToChooseFrom): Promise<Chosen> {
  const { viewing, audience, standing, viewed, told, taken } = of
  const { profileId, kids, country } = viewing
  const now = Date.now()
  const hour = Math.floor(now / HOUR_MS)
  const { opinions } = standing
  const from = JSON.stringify([audience.key, hour, opinions, viewed, told, ...taken])
  const known = chosenHomes.get(profileId)
  if (known?.from === from) return known
  const [facts, lists] = await Promise.all([
    titleFactsOf(audience.edition),
    popularListsOf(country),
  ])
  const taste: ProfileTaste = {
    ...{ profileId, viewed: viewed.map(viewedTitleOf), opinions: opinionsOf(standing) },
    ...{ favourites: told.favourites, favouritesAt: told.favourites_at },
    ...{ resetAt: told.reset_at, mark: from },
  }
  const home = chooseHome({
    ...{ taste, scores: popularScores(facts), lists, visible: facts.visibleTo(audience) },
    ...{ taken, kids, now },
  })
  const { rails, mark } = await writeChosenRails(home, audience)
  const chosen = { from, rails, mark, replaces: home.replaces }
  chosenHomes.set(profileId, chosen)
  return chosen
}

async function readCards(audience: Audience, ids: string[]): Promise<void> {
  const missing = ids.filter((id) => !cards.has(`${id}|${audience.key}`))
  if (missing.length === 0) return
  const rows = await rowsOf('catalog.cards_shown', [...viewingValues(audience), missing])
  for (const row of rows) cards.set(`${row.id}|${audience.key}`, toTitleCard(row))
}

function myListRail(items: TitleCard[]): WrittenRail[] {
  if (items.length === 0) return []
  return [writeRail(20, { id: 'my-list', name: 'My list', kind: 'my-list', items })]
}

function continueRail(watched: any[], cardOf: (id: string) => TitleCard | never[]): WrittenRail[] {
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
    return [{ ...card, progress }]
  })
  if (items.length === 0) return []
  const names = { id: 'continue-watching', name: 'Continue watching', kind: 'continue-watching' }
  return [writeRail(10, { ...names, items })]
}
