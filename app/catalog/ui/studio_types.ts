export interface Missing {
  field: string
  message: string
}

export interface Failure {
  at: string
  missing: Missing[]
}

export interface Planned {
  state: 'draft' | 'published'
  publishAt: string | null
  unpublishAt: string | null
}

export interface ListedTitle extends Planned {
  id: string
  kind: string
  name: string
  releaseYear: number | null
  announced: boolean
  scheduleFailure: Failure | null
  missing: Missing[]
  poster: string | null
  posterPreview: string | null
  updatedAt: string
}

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export interface Texts {
  language: string
  name: string
  tagline?: string | null
  synopsis?: string | null
}

/** What an episode, a season or a collection is called in another language. */
export interface Said {
  language: string
  name: string
  synopsis?: string | null
  description?: string | null
}

export interface Episode extends Planned {
  id: string
  number: number
  name: string
  synopsis: string | null
  translations: Said[]
  hasStream: boolean
  artwork: { still: string | null }
}

export interface Season {
  id: string
  number: number
  name: string | null
  translations: Said[]
  episodes: Episode[]
}

export interface Extra extends Planned {
  id: string
  name: string
  extraKind: string
  hasStream: boolean
}

export interface Title extends Planned {
  id: string
  version: number
  kind: 'film' | 'show' | 'extra'
  parentId: string | null
  language: string
  name: string
  tagline: string | null
  synopsis: string | null
  releaseYear: number | null
  maturity: number | null
  attribution: string | null
  externalId: string | null
  announced: boolean
  genres: string[]
  tags: string[]
  credits: { personId: string; name: string; role: string; character: string | null }[]
  ratings: { country: string; system: string; label: string; age: number }[]
  availability: { country: string; startsAt: string; endsAt: string | null }[]
  skipMarkers: { kind: string; startSeconds: number; endSeconds: number }[]
  translations: Texts[]
  artwork: Record<string, string | null>
  hasStream: boolean
  durationSeconds: number | null
  audioLanguages: string[]
  subtitleLanguages: string[]
  missing: Missing[]
  scheduleFailure: Failure | null
  extras: Extra[]
  seasons: Season[]
}

export interface Collection {
  id: string
  version: number
  state: 'draft' | 'published'
  language: string
  name: string
  description: string | null
  homePosition: number | null
  translations: Said[]
  titles: { id: string; name: string; kind: string; state: string; poster: string | null }[]
}

export interface Change {
  id: string
  entity: string
  action: string
  accountId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  changedAt: string
}
