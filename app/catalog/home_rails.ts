import type { TitleCard } from './transformers/title_card_transformer.js'
import type { ProfileViewing } from './viewing.js'

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

/** Another module's rail on every profile's home. */
export interface HomeRailSource {
  id: string
  /** Rails stand in order of position; the catalogue's own begin at 100. */
  position: number
  /** The rail of one profile, or null when it has none now. */
  load(viewing: ProfileViewing): Promise<Rail | null>
}

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
