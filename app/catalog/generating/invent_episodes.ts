import { GENERATED_NOW } from './generated_now.js'
import type { InventedTitle } from './invent_title.js'
import { PHRASES, THINGS, PLACES, type Language } from './lexicon.js'
import type { GeneratedRows } from './rows.js'
import type { SeededRandom } from '#core/seeded_random'
import { inventName } from './title_names.js'

const MOST_SEASONS = 8
const AT = new Date(GENERATED_NOW).toISOString()

/** Seasons and episodes of a show: many have one season, few have many. */
export function inventEpisodes(
  random: SeededRandom,
  rows: GeneratedRows,
  show: InventedTitle
): void {
  const seasons = 1 + random.rank(MOST_SEASONS, 3)
  const length = random.whole(5, 12)
  const minutes = random.pick([24, 42, 55])
  for (let number = 1; number <= seasons; number++) {
    const seasonId = random.id()
    const at = { created_at: AT, updated_at: AT }
    const name = random.chance(0.5) ? PHRASES[show.language].season(number) : null
    rows.seasons.push({ id: seasonId, title_id: show.id, number, name, ...at })
    for (let episode = 1; episode <= length; episode++) {
      const id = random.id()
      const names = episodeNames(random, episode)
      rows.episodes.push({
        ...{ id, season_id: seasonId, title_id: show.id, season_number: number, number: episode },
        ...{ state: 'published', published_at: AT, name: names[show.language] },
        synopsis: PHRASES[show.language].synopsis(
          random.pick(THINGS)[show.language],
          random.pick(THINGS)[show.language],
          random.pick(PLACES)[show.language]
        ),
        ...{ asset_id: null, stream: null, skip_markers: [], ...at },
        duration_seconds: minutes * 60 + random.whole(-200, 200),
      })
      if (show.language !== 'en' && random.chance(0.6)) {
        rows.episode_translations.push({
          ...{ episode_id: id, language: 'en', name: names.en, synopsis: null },
        })
      }
    }
  }
}

function episodeNames(random: SeededRandom, number: number): Record<Language, string> {
  const { names } = inventName(random)
  if (number === 1 && random.chance(0.2)) return { ...names, en: 'Pilot' }
  return names
}
