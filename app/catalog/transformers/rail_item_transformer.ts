import type { CardProgress, RailItem } from '../home_rails.js'
import type { TitleArtwork } from './artwork_transformer.js'
import type { TitleCard } from './title_card_transformer.js'

/** What a rail shows of a title: a poster, or where a profile goes on, the wide picture too. */
export type RailCard = Omit<TitleCard, 'tagline' | 'genres' | 'artwork'> & {
  artwork: Partial<TitleArtwork>
  progress: CardProgress | null
}

/** Home holds hundreds of these, so each has only what is seen of it there. */
export function toRailCard({ tagline, genres, artwork, progress, ...rest }: RailItem): RailCard {
  const seen = Object.entries(artwork).filter(([field, value]) =>
    field.startsWith('poster') ? true : progress && value !== null
  )
  return { ...rest, artwork: Object.fromEntries(seen), progress: progress ?? null }
}
