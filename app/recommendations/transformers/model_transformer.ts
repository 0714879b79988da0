import type { Page } from '#core/pagination'
import type { ModelRecord } from '../registry/model_record.js'

export function transformModel(model: ModelRecord) {
  const { id, version, kind, state, titles, bytes, metrics, createdAt, promotedAt } = model
  return {
    ...{ id, version, kind, state, titles, bytes, metrics },
    createdAt: createdAt.toISOString(),
    promotedAt: promotedAt?.toISOString() ?? null,
  }
}

export function transformModels({ items, nextCursor }: Page<ModelRecord>) {
  return { items: items.map(transformModel), nextCursor }
}
