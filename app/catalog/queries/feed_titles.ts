import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { ARTWORK, artworkKey, type StoredArtwork } from '../artwork/artwork_kind.js'
import { TITLE_SNAPSHOT, type TitleSnapshot } from '../editing/snapshots.js'
import type { FeedTitle } from '../exchange/mrss.js'
import { VISIBLE } from './viewing_sql.js'
import type { Viewing } from '../viewing.js'

interface FeedRow {
  id: TitleId
  key: string
  published_at: Date
  duration_seconds: number | null
  snapshot: TitleSnapshot
}

/** By `titles_newest`. */
const feed = hot<FeedRow>(
  'catalog.feed',
  `select t.id, coalesce(t.external_id, t.id::text) as key, t.published_at,
     t.duration_seconds::float8 as duration_seconds, ${TITLE_SNAPSHOT} as snapshot
   from catalog.titles t where ${VISIBLE}
   order by t.published_at desc, t.id desc limit $3::int`
)

/** Published films and shows for a feed, newest first. */
export class FeedTitles {
  async *handle(input: {
    viewing: Viewing
    /** Address of the service, before the paths of pages and pictures. */
    baseUrl: string
    limit: number
  }): AsyncGenerator<FeedTitle> {
    const { maturityLimit, country } = input.viewing
    const rows = await feed.rows([maturityLimit, country, input.limit])
    for (const row of rows) yield toFeedTitle(row, input.baseUrl)
  }
}

function toFeedTitle({ id, key, snapshot, ...row }: FeedRow, baseUrl: string): FeedTitle {
  return {
    key,
    kind: snapshot.kind as 'film' | 'show',
    language: snapshot.language,
    name: snapshot.name,
    synopsis: snapshot.synopsis,
    url: `${baseUrl}/title/${id}`,
    publishedAt: row.published_at,
    releaseYear: snapshot.releaseYear,
    durationSeconds: row.duration_seconds,
    genres: snapshot.genres,
    tags: snapshot.tags,
    credits: snapshot.credits,
    ratings: snapshot.ratings,
    availability: snapshot.availability,
    pictures: (['backdrop', 'poster'] as const).flatMap((kind) =>
      picturesOf(kind, snapshot.artwork[kind], baseUrl)
    ),
  }
}

function picturesOf(
  kind: 'backdrop' | 'poster',
  stored: StoredArtwork | undefined,
  baseUrl: string
) {
  if (!stored) return []
  const { widthRatio, heightRatio } = ARTWORK[kind]
  const width = Math.max(...stored.widths)
  const height = Math.round((width * heightRatio) / widthRatio)
  return [{ url: `${baseUrl}/${artworkKey(stored.hash, kind, width, 'webp')}`, width, height }]
}
