import { inject } from '@adonisjs/core'
import { FindPlayable, type ProfileViewing } from '#catalog'
import { clock } from '#core/clock'
import { isId, newId, type EpisodeId, type PlaySessionId, type TitleId } from '#core/ids'
import { E_HISTORY_ITEM, E_NOT_PLAYABLE } from '../errors.js'
import { keepOnDisk } from './record_heartbeat.js'
import { DeleteHistoryItem } from './delete_history_item.js'

/**
 * Says that a profile has watched a film or an episode, elsewhere or long ago, or that it has not:
 * then it is as if it had never begun. May be repeated.
 * @throws E_NOT_PLAYABLE when there is nothing of that id that the profile may watch here
 */
@inject()
export class MarkWatched {
  constructor(
    protected findPlayable: FindPlayable,
    protected deleteHistoryItem: DeleteHistoryItem
  ) {}

  async handle(input: {
    viewing: ProfileViewing
    playableId: string
    watched: boolean
  }): Promise<void> {
    const { viewing, playableId } = input
    if (!isId(playableId)) throw new E_NOT_PLAYABLE()
    if (!input.watched) return this.#forget(input)
    const { country, maturityLimit, profileId } = viewing
    const playable =
      (await this.findPlayable.handle({ country, episodeId: playableId as string as EpisodeId })) ??
      (await this.findPlayable.handle({ country, titleId: playableId as string as TitleId }))
    const isHere = playable?.published && playable.available && playable.stream
    const isItself = (playable?.episodeId ?? playable?.titleId) === (playableId as string)
    if (!playable || !isHere || !isItself || (playable.maturity ?? 18) > maturityLimit) {
      throw new E_NOT_PLAYABLE({ detail: 'There is no film or episode with this id.' })
    }
    const now = clock.now()
    const durationMs = Math.max(1, Math.round(playable.stream!.durationSeconds * 1000))
    await keepOnDisk({
      profileId,
      titleId: playable.titleId,
      episodeId: playable.episodeId,
      sessionId: newId<PlaySessionId>(),
      viewingStartedAt: now,
      positionMs: durationMs,
      durationMs,
      observedAt: now,
      sequence: 0,
      finishedAt: now,
    })
  }

  async #forget(input: { viewing: ProfileViewing; playableId: string }): Promise<void> {
    const { playableId } = input
    try {
      await this.deleteHistoryItem.handle({ profileId: input.viewing.profileId, playableId })
    } catch (error) {
      if (!(error instanceof E_HISTORY_ITEM)) throw error
    }
  }
}
