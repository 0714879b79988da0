import db from '@adonisjs/lucid/services/db'
import type { EpisodeId, TitleId } from '#core/ids'

/** Whether there is a film, an extra or an episode of this id: what a video can be ingested for. */
export class TakesVideo {
  async handle(
    owner:
      { titleId: TitleId; episodeId?: undefined } | { titleId?: undefined; episodeId: EpisodeId }
  ): Promise<boolean> {
    const found =
      owner.titleId !== undefined
        ? db.from('catalog.titles').where('id', owner.titleId).whereNot('kind', 'show')
        : db.from('catalog.episodes').where('id', owner.episodeId)
    return (await found.select('id').first()) !== null
  }
}
