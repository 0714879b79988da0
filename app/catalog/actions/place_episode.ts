import type { EpisodeId, TitleId } from '#core/ids'
import Episode from '../models/episode.js'
import Season from '../models/season.js'
import Title from '../models/title.js'
import { CreateEpisode } from './create_episode.js'
import { CreateSeason } from './create_season.js'
import { CreateTitle } from './create_title.js'
import type { TitleDescription } from './describe_title.js'

export interface PlaceEpisodeInput {
  /** Of a show that is not there yet, all of this; of one that is, only its name counts. */
  show: TitleDescription
  season: number
  episode: number
  name: string
  synopsis?: string | null
}

/**
 * The episode with this number of the show with this name. Show, season and episode are begun as
 * drafts where they are missing; what is there stays as it is.
 */
export class PlaceEpisode {
  async handle(input: PlaceEpisodeInput): Promise<{ titleId: TitleId; episodeId: EpisodeId }> {
    const { show, season, episode, name, synopsis } = input
    const title =
      (await Title.query().where({ kind: 'show', name: show.name }).orderBy('id').first()) ??
      (await new CreateTitle().handle({ kind: 'show', ...show }))
    const { id: seasonId } =
      (await Season.findBy({ titleId: title.id, number: season })) ??
      (await new CreateSeason().handle({ titleId: title.id, number: season }))
    const { id: episodeId } =
      (await Episode.findBy({ seasonId, number: episode })) ??
      (await new CreateEpisode().handle({ seasonId, number: episode, name, synopsis }))
    return { titleId: title.id, episodeId }
  }
}
