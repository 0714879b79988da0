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

/** The sources that other modules contribute to home. One id holds one source. */
class HomeRailSources {
  #sources = new Map<string, HomeRailSource>()

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
