import type { Page } from '#core/pagination'
import type { ListedRun } from '../queries/list_training_runs.js'

export function transformRuns({ items, nextCursor }: Page<ListedRun>) {
  return { items: items.map(transformRun), nextCursor }
}

function transformRun({ startedAt, finishedAt, data, ...run }: ListedRun) {
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    data: data && {
      profiles: data.profiles,
      titles: data.titles,
      interactions: data.interactions,
    },
  }
}
