import app from '@adonisjs/core/services/app'
import type { HomeRailSource } from '#catalog'
import { FindContinueWatching } from './queries/find_continue_watching.js'

const MOST_ITEMS = 20

/** The first rail of a profile's home: what it can go on watching. */
export const continueWatchingRail: HomeRailSource = {
  id: 'continue-watching',
  position: 10,
  async load(viewing) {
    const find = await app.container.make(FindContinueWatching)
    const items = await find.handle({ viewing, limit: MOST_ITEMS })
    if (items.length === 0) return null
    return {
      id: 'continue-watching',
      name: 'Continue watching',
      kind: 'continue-watching',
      items: items.map(({ title, episode, positionSeconds, durationSeconds }) => ({
        ...title,
        progress: {
          titleId: title.id,
          episodeId: episode?.id ?? null,
          ...{ positionSeconds, durationSeconds },
          seasonNumber: episode?.seasonNumber ?? null,
          episodeNumber: episode?.episodeNumber ?? null,
          episodeName: episode?.name ?? null,
        },
      })),
    }
  },
}
