import { anyOf } from '#core/sql'
import type { Viewing } from '../viewing.js'

/**
 * The first three values of every query that shows titles `t` to a viewer: `$1` maturity limit
 * (years), `$2` country, `$3` languages. Each of the three must stand in the query.
 */
export function viewingValues({ maturityLimit, country, languages }: Viewing) {
  return [maturityLimit, country, languages] as const
}

/** The youngest age that a title is for in the viewer's country. */
export const MATURITY_HERE = `coalesce((t.maturity_by_country ->> $2::text)::smallint, t.maturity)`

/** Whether a title may be shown in the viewer's country now: always, unless it has windows. */
export const AVAILABLE_HERE = `(not t.windowed or exists (
  select from catalog.availability w
  where w.title_id = t.id and w.country in ($2::text, '*')
    and w.starts_at <= now() and (w.ends_at is null or now() < w.ends_at)))`

/** Whether a viewer may find a title: a published film or show, for their age, here and now. */
export const VISIBLE = `
  t.state = 'published' and t.kind <> 'extra' and ${MATURITY_HERE} <= $1 and ${AVAILABLE_HERE}`

/** Whether a viewer may know that a title is coming: announced, not yet out, and for their age. */
export const COMING = `
  t.state = 'draft' and t.announced and t.kind <> 'extra' and coalesce(${MATURITY_HERE}, 18) <= $1`

/** Whether a viewer may come across a title at all. */
export const SHOWN = `((${VISIBLE}) or (${COMING}))`

/**
 * The texts `tr` of a title in the best language that the viewer prefers to the title's own; none
 * when its own is the best. A join for queries of `catalog.titles t`.
 */
export const TITLE_TEXTS = `
  left join lateral (
    select x.language, x.name, x.tagline, x.synopsis
    from catalog.title_translations x
    where x.title_id = t.id and x.language = ${anyOf('$3::text[]')}
      and array_position($3::text[], x.language)
        < coalesce(array_position($3::text[], t.language), 2147483647)
    order by array_position($3::text[], x.language) limit 1
  ) tr on true`

/** The same for an episode `e` of title `t`, as `etr`. `languages` is the value that holds them. */
export const episodeTexts = (languages: '$2' | '$3') => `
  left join lateral (
    select x.language, x.name, x.synopsis
    from catalog.episode_translations x
    where x.episode_id = e.id and x.language = ${anyOf(`${languages}::text[]`)}
      and array_position(${languages}::text[], x.language)
        < coalesce(array_position(${languages}::text[], t.language), 2147483647)
    order by array_position(${languages}::text[], x.language) limit 1
  ) etr on true`

/** Where the translated names of a row lie, and what it is called without them. */
interface Named {
  /** Its translations `x`. */
  from: string
  /** Its own name. */
  name: string
  /** The language of that. */
  language: string
}

/**
 * A name in the best of the languages `$3` that the viewer prefers to the row's own. A viewer whose first
 * choice is the row's own costs no look.
 */
export const bestName = ({ from, name, language }: Named) => `
  case when ${language} = ($3::text[])[1] then ${name} else coalesce((
    select x.name from ${from} and x.language = ${anyOf('$3::text[]')}
      and array_position($3::text[], x.language)
        < coalesce(array_position($3::text[], ${language}), 2147483647)
    order by array_position($3::text[], x.language) limit 1), ${name}) end`

/** The name of genre `g` in the viewer's language. */
export const GENRE_NAME = `coalesce((
  select x.name from catalog.genre_translations x
  where x.genre_id = g.id and x.language = ${anyOf('$3::text[]')}
  order by array_position($3::text[], x.language) limit 1), g.name)`

/** The name of tag `g` in the viewer's language. */
export const TAG_NAME = `coalesce((
  select x.name from catalog.tag_translations x
  where x.tag_id = g.id and x.language = ${anyOf('$3::text[]')}
  order by array_position($3::text[], x.language) limit 1), g.name)`

/** The name or the description of collection `c` in the viewer's language. */
export const collectionText = (column: 'name' | 'description') => `coalesce((
  select x.${column} from catalog.collection_translations x
  where x.collection_id = c.id and x.language = ${anyOf('$3::text[]')}
    and array_position($3::text[], x.language)
      < coalesce(array_position($3::text[], c.language), 2147483647)
  order by array_position($3::text[], x.language) limit 1), c.${column})`
