import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { EVERYWHERE } from '../actions/roll_up_popularity.js'

/** A title and how popular it is: profiles that played it lately, each with its weight by age. */
export interface PopularTitle {
  titleId: TitleId
  score: number
}

interface PopularRow {
  title_id: TitleId
  score: number
}

/** By `popular_titles_best`. */
const popularTitles = hot<PopularRow>(
  'playback.popular_titles',
  `select title_id, score from playback.popular_titles
   where country = case
     when exists (select from playback.popular_titles where country = $1) then $1
     else '${EVERYWHERE}' end
   order by score desc, title_id limit $2`
)

/**
 * What is played most these days, best first: in the country where that has enough plays, else
 * everywhere. One query over a list that a worker keeps; no play is counted when it is asked for.
 */
export class FindPopular {
  async handle(input: { country: string; limit: number }): Promise<PopularTitle[]> {
    const rows = await popularTitles.rows([input.country, input.limit])
    return rows.map(({ title_id: titleId, score }) => ({ titleId, score }))
  }
}
