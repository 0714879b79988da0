import { genreId } from '../actions/describe_title.js'
import { GENERATED_NOW } from './generated_now.js'
import { inventPeople } from './people_names.js'
import { InventTitle, type InventedTitle } from './invent_title.js'
import { noRows, type GeneratedRows } from './rows.js'
import { SeededRandom } from '#core/seeded_random'
import { THINGS } from './lexicon.js'
import { inventName, NUMBERINGS, sequelName, type InventedName } from './title_names.js'
import { GENRES, TAGS } from './vocabulary.js'

const FILMS = 0.72
const SERIES = 0.13
const PEOPLE_PER_TITLE = 1.2
const LONGEST_SERIES = 7
const EDITORS_COLLECTIONS = 24
const TITLES_OF_A_COLLECTION = 18

export interface InventedCatalogue {
  rows: GeneratedRows
  /** How much a title is watched, from 0 to 1, by its id. */
  popularity: Map<string, number>
}

/**
 * Invents the catalogue of a service with `count` films and shows, without asking anybody for
 * anything: the same seed and count give the same rows, ids included.
 */
export function inventCatalogue(count: number, seed: number): InventedCatalogue {
  const random = new SeededRandom(seed)
  const rows = noRows()
  writeVocabulary(rows)
  const names = inventPeople(random, Math.max(24, Math.round(count * PEOPLE_PER_TITLE)))
  rows.people = names.map((name) => ({ id: random.id(), name }))

  const inventTitle = new InventTitle(random, rows)
  const titles: InventedTitle[] = []
  while (titles.length < count) {
    const name = inventName(random)
    const kind = random.chance(FILMS) ? 'film' : 'show'
    const first = inventTitle.handle({ kind, ...name })
    titles.push(first)
    if (kind === 'film' && random.chance(SERIES)) {
      const room = Math.min(LONGEST_SERIES, count - titles.length + 1)
      titles.push(...inventSeries(random, rows, inventTitle, name, first, room))
    }
  }
  inventCollections(random, rows, titles)
  return { rows, popularity: new Map(titles.map(({ id, popularity }) => [id, popularity])) }
}

function writeVocabulary(rows: GeneratedRows): void {
  for (const { name, translations } of GENRES) {
    rows.genres.push({ id: genreId(name), name })
    for (const [language, translated] of Object.entries(translations)) {
      rows.genre_translations.push({ genre_id: genreId(name), language, name: translated })
    }
  }
  rows.tags = TAGS.map((name) => ({ id: genreId(name), name }))
}

/** The later parts of a film's series, and the collection that holds them all. */
function inventSeries(
  random: SeededRandom,
  rows: GeneratedRows,
  inventTitle: InventTitle,
  name: InventedName,
  first: InventedTitle,
  most: number
): InventedTitle[] {
  const parts: InventedTitle[] = []
  const numbering = random.pick(NUMBERINGS)
  const wanted = Math.min(most, 2 + random.rank(LONGEST_SERIES - 1, 3))
  for (let number = 2; number <= wanted; number++) {
    const names = sequelName(name, number, numbering, random.pick(THINGS))
    const previous = parts.at(-1) ?? first
    parts.push(inventTitle.handle({ kind: 'film', names, about: name.about, sequelOf: previous }))
  }
  if (parts.length === 0) return []
  const collection = `${first.name.replace(/^The /, '')} Collection`
  writeCollection(random, rows, collection, [first, ...parts], null)
  return parts
}

function inventCollections(random: SeededRandom, rows: GeneratedRows, titles: InventedTitle[]) {
  for (let number = 0; number < EDITORS_COLLECTIONS; number++) {
    const tag = TAGS[(number * 5) % TAGS.length]!
    const chosen = random.some(titles, Math.min(TITLES_OF_A_COLLECTION, titles.length))
    const name = `Best of ${tag[0]!.toUpperCase()}${tag.slice(1)}`
    writeCollection(random, rows, name, chosen, number < 6 ? number : null)
  }
}

function writeCollection(
  random: SeededRandom,
  rows: GeneratedRows,
  name: string,
  titles: InventedTitle[],
  homePosition: number | null
): void {
  const id = random.id()
  const at = new Date(GENERATED_NOW).toISOString()
  rows.collections.push({
    ...{ id, name, description: `${titles.length} titles, chosen by our editors.` },
    ...{ language: 'en', state: 'published', home_position: homePosition },
    ...{ created_at: at, updated_at: at },
  })
  titles.forEach((title, position) =>
    rows.collection_titles.push({ collection_id: id, title_id: title.id, position })
  )
}
