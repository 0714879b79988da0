/** What the JSON API under /v1 answers, as far as the pages read it. Positions and durations are seconds. */

export interface Profile {
  id: string
  name: string
  avatar: string | null
  language: string
  kids: boolean
  maturityLimit: number
  hasPin: boolean
  /** Whether the next episode begins by itself. */
  autoplayNextEpisode?: boolean
  /** Whether trailers begin by themselves, without sound. */
  autoplayPreviews?: boolean
  /** Null: the player's own. */
  subtitleStyle?: SubtitleStyle | null
}

/** How a profile wants its subtitles. Colours are `#rrggbb`, opacities 0 (none) to 1. */
export interface SubtitleStyle {
  sizePercent: number
  color: string
  textOpacity: number
  backgroundColor: string
  backgroundOpacity: number
  edge: 'none' | 'raised' | 'depressed' | 'outline' | 'shadow'
  font: 'sans-serif' | 'serif' | 'monospace-sans-serif' | 'monospace-serif' | 'casual'
}

/** A new access token, as confirming an identity and unlocking a profile answer it. */
export interface AccessAnswer {
  accessToken: string
  accessTokenExpiresAt: string
}

/** The answer to register, log in and refresh. The refresh token itself stays in an HttpOnly cookie. */
export interface LogInAnswer extends AccessAnswer {
  account: { id: string; email: string; roles: string[] }
  profiles: Profile[]
}

/** Addresses of pictures; the `Srcset` ones list every width, the `Preview` ones are data URLs. */
export interface Artwork {
  poster: string | null
  posterSrcset: string | null
  posterPreview: string | null
  backdrop: string | null
  backdropSrcset: string | null
  backdropPreview: string | null
}

/** Where a profile stands in a title or episode. */
export interface WatchProgress {
  titleId: string
  episodeId: string | null
  positionSeconds: number
  durationSeconds: number
  seasonNumber?: number | null
  episodeNumber?: number | null
  episodeName?: string | null
}

export interface TitleCard {
  id: string
  kind: 'film' | 'show'
  name: string
  tagline: string | null
  releaseYear: number | null
  maturity: number | string | null
  genres: string[]
  durationSeconds: number | null
  artwork: Artwork
  playable: boolean
  /** When a title that is not out yet will be, if that is known. */
  availableFrom: string | null
  progress?: WatchProgress | null
}

/** What a rail or a grid shows of a title. Rails leave out what is not seen on them. */
export type ShownCard = Omit<TitleCard, 'artwork' | 'tagline' | 'genres'> & {
  artwork: Partial<Artwork>
  /** It stands on its rail to be tried. */
  explored?: boolean
}

export interface Rail {
  id: string
  name: string
  kind: string
  /** The model that chose its titles for the profile. */
  model?: string
  /** The title that the rail stands there for. */
  because?: { id: string; name: string }
  items: ShownCard[]
}

/** The one title that home begins with. */
export interface HeroTitle extends TitleCard {
  synopsis: string | null
  trailerId: string | null
}

export interface HomePage {
  hero: HeroTitle | null
  /** What the profile asked to be told of and is out now. */
  notices: Array<{ kind: 'out-now'; title: ShownCard }>
  rails: Rail[]
}

/** Why a title is shown to a profile, with the titles that speak for it. */
export interface Reason {
  kind: 'watched' | 'liked' | 'favourite' | 'trending' | 'popular' | 'new' | 'catalogue'
  titles: { id: string; name: string }[]
}

/** What a profile named as ones it likes, and what it may choose from. */
export interface Favourites {
  chosen: TitleCard[]
  offered: TitleCard[]
  /** Whether nothing is known of its taste. */
  wanted: boolean
}

/** One page of a list. */
export interface ListPage<Item> {
  items: Item[]
  nextCursor: string | null
}

export interface Episode {
  id: string
  number: number
  name: string
  synopsis: string | null
  durationSeconds: number | null
  artwork: {
    still: string | null
    stillSrcset: string | null
    stillPreview: string | null
  }
  playable: boolean
}

export interface Season {
  id: string
  number: number
  name: string | null
  episodes: Episode[]
}

export interface Extra {
  id: string
  kind: string
  name: string
  durationSeconds: number | null
  artwork: Artwork
}

/** Where a profile stands in a film (no episode) or an episode. */
export interface PartProgress {
  episodeId: string | null
  positionSeconds: number
  durationSeconds: number
  finished: boolean
}

export type Opinion = 'love' | 'up' | 'down'

/** What is true of a title now, here and for the profile that looks. */
export interface TitleStanding {
  /** Announced, and not out yet. */
  coming: boolean
  playable: boolean
  reason: 'age' | 'not-yet' | 'not-here' | null
  playableFrom: string | null
  next: {
    episodeId: string | null
    seasonNumber: number | null
    episodeNumber: number | null
    durationSeconds: number | null
    positionSeconds: number
  } | null
  progress: PartProgress[]
  inMyList: boolean
  opinion: Opinion | null
  reminder: 'asked' | 'reminded' | null
}

export interface TitlePage extends TitleCard {
  synopsis: string | null
  runtimeSeconds: number | null
  rating: { system: string; label: string } | null
  genreLinks: Array<{ id: string; name: string }>
  tags: Array<{ id: string; name: string }>
  audioLanguages: string[]
  subtitleLanguages: string[]
  cast: Array<{ personId: string; name: string; character: string | null }>
  credits: Array<{ personId: string; name: string; role: string }>
  /** Words that a licence asks to be shown with the film. */
  attribution: string | null
  extras: Extra[]
  seasons: Season[]
  similar: ShownCard[]
  standing: TitleStanding
}

/** One rung of the ladder at the position where play starts. Bandwidth is bits/s. */
export interface StartupRung {
  bandwidth: number
  height: number
  init: string
  firstSegment: string
}

export interface NextEpisode {
  id: string
  name: string
  seasonNumber?: number | null
  episodeNumber?: number | null
  still?: string | null
}

/** The answer to POST /v1/playback/sessions: all that a player needs, in one round trip. */
export interface PlaySession {
  id: string
  token: string
  title: {
    titleId: string
    episodeId: string | null
    name: string
    showName?: string | null
    seasonNumber?: number | null
    episodeNumber?: number | null
  }
  manifests: { dash: string; hls: string }
  edgePolicy: { query: Record<string, string>; expiresAt: string }
  licence: { url: string; token: string; keySystem: string; keyIds: string[] }
  resumePositionSeconds: number
  durationSeconds: number
  thumbnails: { vtt: string } | null
  skipMarkers: Array<{ kind: string; startSeconds: number; endSeconds: number }>
  nextEpisode: NextEpisode | null
  /** Sound and subtitles to begin with; null: the film's own, and none. */
  tracks: {
    audio: { language: string; label: string | null } | null
    text: { language: string; forced: boolean } | null
  }
  heartbeat: { url: string; intervalSeconds: number }
  quality: { url: string; intervalSeconds: number }
  startup: { rungs: StartupRung[]; audio: { init: string; firstSegment: string } | null }
}

export interface DeviceInUse {
  deviceName: string
  deviceKind: string
  titleName: string
  startedAt: string
}

/** An RFC 9457 problem document. `code` is stable, `detail` is written for the viewer. */
export interface ProblemDocument {
  title: string
  status: number
  code: string
  detail?: string
  errors?: Array<{ field: string; message: string }>
  /** With `auth.second-factor-required`: what the second step is given, and the ways to take it. */
  challenge?: string
  methods?: string[]
  devicesInUse?: DeviceInUse[]
}
