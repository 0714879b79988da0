/** A row as it goes into a table: values by column. */
export type Row = Record<string, unknown>

/** Tables in an order in which their rows may be written, with the columns that are given. */
export const GENERATED_COLUMNS = {
  genres: ['id', 'name'],
  genre_translations: ['genre_id', 'language', 'name'],
  tags: ['id', 'name'],
  people: ['id', 'name'],
  titles: [
    ...['id', 'kind', 'state', 'published_at', 'language', 'name', 'tagline', 'synopsis'],
    ...['release_year', 'maturity', 'maturity_by_country', 'windowed', 'announced'],
    ...['parent_id', 'extra_kind', 'position', 'audio_languages', 'subtitle_languages'],
    ...['asset_id', 'stream', 'duration_seconds', 'skip_markers', 'created_at', 'updated_at'],
  ],
  title_translations: ['title_id', 'language', 'name', 'tagline', 'synopsis'],
  title_genres: ['title_id', 'genre_id', 'position'],
  title_tags: ['title_id', 'tag_id'],
  credits: ['title_id', 'position', 'person_id', 'role', 'character'],
  title_ratings: ['title_id', 'country', 'system', 'label', 'age'],
  availability: ['id', 'title_id', 'country', 'starts_at', 'ends_at'],
  seasons: ['id', 'title_id', 'number', 'name', 'created_at', 'updated_at'],
  episodes: [
    ...['id', 'season_id', 'title_id', 'season_number', 'number', 'state', 'published_at', 'name'],
    ...['synopsis', 'asset_id', 'stream', 'duration_seconds', 'skip_markers'],
    ...['created_at', 'updated_at'],
  ],
  episode_translations: ['episode_id', 'language', 'name', 'synopsis'],
  collections: [
    ...['id', 'name', 'description', 'language', 'state', 'home_position'],
    ...['created_at', 'updated_at'],
  ],
  collection_translations: ['collection_id', 'language', 'name', 'description'],
  collection_titles: ['collection_id', 'title_id', 'position'],
  artwork: [
    ...['id', 'title_id', 'episode_id', 'kind', 'hash', 'widths', 'preview', 'origin'],
    'created_at',
  ],
} as const satisfies Record<string, readonly string[]>

export type GeneratedTable = keyof typeof GENERATED_COLUMNS

export type GeneratedRows = Record<GeneratedTable, Row[]>

export function noRows(): GeneratedRows {
  const tables = Object.keys(GENERATED_COLUMNS) as GeneratedTable[]
  return Object.fromEntries(tables.map((table) => [table, []])) as unknown as GeneratedRows
}
