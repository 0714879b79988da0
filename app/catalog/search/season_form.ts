import { numberSaid } from './numerals.js'

/** A place in a show, as people write it: `season 2`, `s02e03`, `2x03`, `2-й сезон`, `第2季`. */
export interface SeasonForm {
  season: number
  /** Null where only a season is asked for. */
  episode: number | null
  /** What is left of the query: the name of the show. */
  rest: string[]
}

/** Folded. */
const SEASON_WORDS = new Set(
  `season series staffel saison temporada stagione seizoen sezon сезон σεζον シーズン 季 期 部 시즌 सीजन
  الموسم موسم`.split(/\s+/)
)
const EPISODE_WORDS = new Set(
  `episode ep folge episodio capitulo aflevering odcinek эпизод серия επεισοδιο 話 集 에피소드 화
  एपिसोड الحلقه حلقه`.split(/\s+/)
)
const BOTH = /^(?:s(\d{1,2})e|(\d{1,2})x)(\d{1,3})$/
const ALONE = /^(?:s|시즌)(\d{1,2})$/
const EPISODE_ALONE = /^(?:e|ep)(\d{1,3})$/
/** What stands between and says nothing; folded, `2-й` ends in и. */
const GLUE = new Set(['第', 'и', 'я', 'st', 'nd', 'rd', 'th'])

/** Finds a season, and maybe an episode, in the folded words of a query. Null where there is none. */
export function seasonFormIn(words: readonly string[]): SeasonForm | null {
  const found = { season: null as number | null, episode: null as number | null }
  const rest: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const both = BOTH.exec(word)
    const alone = ALONE.exec(word)?.[1]
    const episodeAlone = found.season === null ? undefined : EPISODE_ALONE.exec(word)?.[1]
    if (both) {
      found.season = Number(both[1] ?? both[2])
      found.episode = Number(both[3])
    } else if (alone !== undefined && at > 0) {
      found.season = Number(alone)
    } else if (episodeAlone !== undefined) {
      found.episode = Number(episodeAlone)
    } else if (SEASON_WORDS.has(word) || EPISODE_WORDS.has(word)) {
      const taken = takeNumber(words, at, rest)
      if (taken === null) rest.push(word)
      else {
        found[SEASON_WORDS.has(word) ? 'season' : 'episode'] = taken.number
        at += taken.after
      }
    } else {
      rest.push(word)
    }
  }
  const show = rest.filter((word) => !GLUE.has(word))
  if (show.length === 0 || (found.season === null && found.episode === null)) return null
  return { season: found.season ?? 1, episode: found.episode, rest: show }
}

/** The number after the word, or the one before it, which is then no part of the rest any more. */
function takeNumber(
  words: readonly string[],
  at: number,
  rest: string[]
): { number: number; after: number } | null {
  const next = words[at + 1]
  const following = next === undefined ? null : numberSaid(next)
  if (following !== null) return { number: following, after: 1 }
  const before = rest.findLast((word) => !GLUE.has(word))
  const preceding = before === undefined ? null : numberSaid(before)
  if (preceding === null || before === undefined) return null
  rest.splice(rest.lastIndexOf(before))
  return { number: preceding, after: 0 }
}
