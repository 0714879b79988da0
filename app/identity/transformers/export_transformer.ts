import type Export from '../models/export.js'

export function transformExport(asked: Export) {
  return {
    id: asked.id,
    state: asked.state,
    percent: asked.percent,
    bytes: asked.bytes,
    createdAt: asked.createdAt.toUTC().toISO(),
    finishedAt: asked.finishedAt?.toUTC().toISO() ?? null,
    expiresAt: asked.expiresAt?.toUTC().toISO() ?? null,
  }
}
