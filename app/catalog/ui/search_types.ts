import type { TitleCard } from '../../core/ui/api_types.js'

export type FoundKind = 'film' | 'show' | 'episode' | 'person' | 'collection'

export interface Suggestion {
  kind: FoundKind
  id: string
  name: string
  alias: string | null
  title: TitleCard | null
}

export interface FoundItem {
  kind: FoundKind
  id: string
  name: string
  title: TitleCard | null
  season: { id: string; number: number } | null
  episode: {
    id: string
    titleId: string
    name: string
    showName: string
    seasonNumber: number
    episodeNumber: number
    artwork: {
      still: string | null
      stillSrcset: string | null
      stillPreview: string | null
    }
    playable: boolean
  } | null
  knownFor: TitleCard[]
  matched: { field: string; text: string } | null
}

export interface Facet {
  value: string
  name: string
  count: number
}

export type FacetName = 'kind' | 'genre' | 'decade' | 'audioLanguage'

export interface SearchAnswer {
  items: FoundItem[]
  nextCursor: string | null
  total: number
  atLeast: boolean
  facets: Record<FacetName, Facet[]>
  correction: string | null
  instead: { reason: 'related' | 'popular'; items: FoundItem[] } | null
}
