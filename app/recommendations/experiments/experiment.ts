import { createHash } from 'node:crypto'
import type { Id, ProfileId } from '#core/ids'

export type ExperimentId = Id<'experiment'>

export const ARMS = ['a', 'b'] as const
export type Arm = (typeof ARMS)[number]

/** Two models, each of which serves a share of the profiles. */
export interface Experiment {
  id: ExperimentId
  modelA: string
  modelB: string
  /** Share of the profiles that B serves, above 0 and below 1. */
  shareB: number
  startedAt: Date
  /** Null while it runs. */
  endedAt: Date | null
}

export interface ExperimentRow {
  id: ExperimentId
  model_a: string
  model_b: string
  share_b: number
  started_at: Date
  ended_at: Date | null
}

export function experimentOfRow(row: ExperimentRow): Experiment {
  return {
    ...{ id: row.id, modelA: row.model_a, modelB: row.model_b, shareB: row.share_b },
    ...{ startedAt: row.started_at, endedAt: row.ended_at },
  }
}

const HASHED_BITS = 48

/**
 * Which arm a profile is in: the same on every server and on every day, and in another experiment
 * independent of it. By a cryptographic hash of both ids, as weaker ones correlate between
 * experiments (Kohavi et al., "Controlled experiments on the web", 2009, section 4.1).
 */
export function armOf(
  profileId: ProfileId,
  { id, shareB }: Pick<Experiment, 'id' | 'shareB'>
): Arm {
  const hash = createHash('sha256').update(`${id} ${profileId}`).digest()
  return hash.readUIntBE(0, HASHED_BITS / 8) / 2 ** HASHED_BITS < shareB ? 'b' : 'a'
}

export function modelOfArm({ modelA, modelB }: Experiment, arm: Arm): string {
  return arm === 'a' ? modelA : modelB
}
