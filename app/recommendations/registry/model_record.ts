import type { ModelKind, Parameters } from '#ml/models/model'

/**
 * - `registered`: it was trained and kept, and has never served.
 * - `promoted`: it serves; one model at most.
 * - `retired`: it has served, and another has taken its place.
 */
export const MODEL_STATES = ['registered', 'promoted', 'retired'] as const

export type ModelState = (typeof MODEL_STATES)[number]

/** A figure of a report with its 95 % interval, where one could be made. */
export interface Figure {
  value: number
  low: number | null
  high: number | null
}

/** A model as the database knows it. */
export interface ModelRecord {
  id: string
  /** Counts up with every model; with gaps. */
  version: number
  kind: ModelKind
  state: ModelState
  /** Name of its artefact in the model store. */
  artefact: string
  /** SHA-256 of the artefact's manifest, in hex. */
  checksum: string
  /** Size of the artefact. */
  bytes: number
  /** How many titles it knows. */
  titles: number
  metrics: Record<string, Figure>
  parameters: Parameters
  createdAt: Date
  promotedAt: Date | null
  /** The model that served before it. */
  replacedId: string | null
}

export interface ModelRow {
  id: string
  version: number
  kind: ModelKind
  state: ModelState
  artefact: string
  checksum: string
  bytes: string
  titles: number
  metrics: Record<string, Figure>
  parameters: Parameters
  created_at: Date
  promoted_at: Date | null
  replaced_id: string | null
}

export function modelOfRow(row: ModelRow): ModelRecord {
  const { created_at: createdAt, promoted_at: promotedAt, replaced_id: replacedId, ...of } = row
  return { ...of, bytes: Number(row.bytes), createdAt, promotedAt, replacedId }
}
