import type { TitleId } from '#core/ids'
import { hot, type HotQuery } from '#core/sql'
import { EVERYWHERE } from '../actions/roll_up_popularity.js'

/**
 * A title and how popular it is: profiles that played it lately, each with its weight by age; or how
 * much it is trending: its plays a day lately beside those of the weeks before.
 */
export interface PopularTitle {
  titleId: TitleId
  score: number
}

/** What is played most, or what is played more and more. */
export type PopularList = 'popular' | 'trending'

interface PopularRow {
  title_id: TitleId
  score: number
  country: string
}

const bestOf = (list: PopularList): HotQuery<PopularRow> =>
  hot<PopularRow>(
    `playback.${list}_titles`,
    `select title_id, score, country from playback.${list}_titles
     where country = case
       when exists (select from playback.${list}_titles where country = $1) then $1
       else '${EVERYWHERE}' end
     order by score desc, title_id limit $2`
  )

const LISTS = {
  /** By `popular_titles_best`. */
  popular: bestOf('popular'),
  /** By `trending_titles_best`. */
  trending: bestOf('trending'),
}

/**
 * What is played most these days, or is trending, best first: in the country where that has enough
 * plays, else everywhere. One query over a list that a worker keeps; no play is counted when it is
 * asked for.
 */
export class FindPopular {
  async handle(input: { country: string; limit: number }): Promise<PopularTitle[]> {
    return (await this.list({ ...input, list: 'popular' })).titles
  }

  /** The same with whether the list is the country's own. */
  async list(input: {
    list: PopularList
    country: string
    limit: number
  }): Promise<{ titles: PopularTitle[]; ofCountry: boolean }> {
    const rows = await LISTS[input.list].rows([input.country, input.limit])
    return {
      titles: rows.map(({ title_id: titleId, score }) => ({ titleId, score })),
      ofCountry: rows[0] !== undefined && rows[0].country !== EVERYWHERE,
    }
  }
}
