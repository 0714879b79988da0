import { hot } from '#core/sql'
import type { Viewing } from '../viewing.js'
import { sharedParts } from './shared_parts.js'

/** Viewers to whom the catalogue looks the same, in one edition of it. */
export interface Audience extends Viewing {
  /** Nobody in particular. */
  profileId: null
  edition: string
  /** Differs from the key of every other audience, and of every other edition. */
  key: string
}

interface Distinctions {
  languages: string[]
  countries: string[]
}

/** A country that no title treats apart from others. */
const ANY_COUNTRY = '--'

const distinctions = hot<Distinctions>(
  'catalog.distinctions',
  `select
     array(
       select language from catalog.titles
       union select language from catalog.title_translations
       union select language from catalog.episode_translations
       union select language from catalog.season_translations
       union select language from catalog.genre_translations
       union select language from catalog.tag_translations
       union select language from catalog.collections
       union select language from catalog.collection_translations) as languages,
     array(
       select country from catalog.title_ratings
       union select country from catalog.availability) as countries`
)

/**
 * The audience of a viewing. Languages in which the catalogue has no texts, and countries that it
 * does not tell apart, make no other audience: so caches hold no more than the catalogue can show,
 * whatever profiles ask for.
 */
export async function audienceOf(viewing: Viewing, edition: string): Promise<Audience> {
  const known = await sharedParts.get('pages', ['distinctions', edition], async () => {
    return (await distinctions.first([]))!
  })
  const { kids, maturityLimit } = viewing
  const country = known.countries.includes(viewing.country) ? viewing.country : ANY_COUNTRY
  const languages = viewing.languages.filter((language) => known.languages.includes(language))
  const key = [edition, country, languages.join(','), maturityLimit, kids ? 'kids' : 'all'].join(
    '|'
  )
  return { profileId: null, kids, maturityLimit, country, languages, edition, key }
}
