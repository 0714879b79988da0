import type { TitleId } from '#core/ids'
import type { Opinion } from './queries/find_title_standing.js'
import type { Audience } from './shared/audience.js'
import type { TitleCard } from './transformers/title_card_transformer.js'
import type { ProfileViewing, Viewing } from './viewing.js'

/** Where a profile stands in what a card is about. Seconds. */
export interface CardProgress {
  titleId: string
  episodeId: string | null
  positionSeconds: number
  durationSeconds: number
  seasonNumber: number | null
  episodeNumber: number | null
  episodeName: string | null
}

export type RailItem = TitleCard & { progress?: CardProgress | null }

/** A row on the home page. */
export interface Rail {
  id: string
  name: string
  kind: string
  items: RailItem[]
}

interface AnySource {
  id: string
  /**
   * Rails stand in order of position: my list 20, new titles 30, films 50, shows 55, collections
   * from 60, genres from 100, what is coming 200.
   */
  position: number
}

/** Another module's rail of one profile. It is asked for each time that the profile's home is. */
export interface PersonalRailSource extends AnySource {
  shared?: false
  /** Null when the profile has none now. */
  load(viewing: ProfileViewing): Promise<Rail | null>
}

/** Another module's rail that is the same for every viewer of one age, country and language. */
export interface SharedRailSource extends AnySource {
  shared: true
  /** How long it may be shown before it is asked for again. Seconds. */
  maxAgeSeconds: number
  /** `viewing` names no profile. Null when there is none now. */
  load(viewing: Viewing): Promise<Rail | null>
}

export type HomeRailSource = PersonalRailSource | SharedRailSource

/** A title of a chosen rail. */
export interface ChosenTitle {
  id: TitleId
  /** It stands there to be tried, not as it fits best. */
  explored: boolean
}

/** A rail that was chosen for a profile, by ids. Titles that it may not see fall out later. */
export interface ChosenRail {
  id: string
  kind: string
  position: number
  /** With `because`, what stands before the name of that title; with `genreId`, not used. */
  name: string
  /** The title that the rail stands there for. A viewer who may not see it sees no such rail. */
  because?: TitleId
  /** The genre by whose name the rail goes. */
  genreId?: string
  titles: readonly ChosenTitle[]
}

/** All rails that were chosen for a profile, none of which repeats a title. */
export interface ChosenHome {
  rails: readonly ChosenRail[]
  /** By what they were chosen; null when no model was asked. */
  model: string | null
  /** Kinds of rails that everybody sees and whose place the chosen ones take. */
  replaces: readonly string[]
}

/** What a profile thinks of titles, and since when. Unix time in milliseconds. */
export type Opinions = ReadonlyMap<TitleId, { opinion: Opinion; givenAt: number }>

/** The titles that a profile said are not for it. */
export function refusedIn(opinions: Opinions): TitleId[] {
  return [...opinions].filter(([, { opinion }]) => opinion === 'down').map(([titleId]) => titleId)
}

/**
 * Chooses rails for a profile, together, so that none repeats what another has. It begins to read at
 * once, and chooses when it is known what stands on the page anyway. Without an answer, or in time,
 * home has the rails that everybody sees.
 */
export type RailChooser = (of: {
  viewing: ProfileViewing
  audience: Audience
  opinions: Opinions
}) => Promise<(taken: ReadonlySet<TitleId>) => ChosenHome>

/** The sources that other modules contribute to home. One id holds one source. */
class HomeRailSources {
  #sources = new Map<string, HomeRailSource>()
  /** One module at most chooses. With it, no title stands on a home twice. */
  chooser: RailChooser | null = null

  register(source: HomeRailSource): void {
    this.#sources.set(source.id, source)
  }

  remove(id: string): void {
    this.#sources.delete(id)
  }

  all(): HomeRailSource[] {
    return [...this.#sources.values()].sort((a, b) => a.position - b.position)
  }
}

export const homeRailSources = new HomeRailSources()
