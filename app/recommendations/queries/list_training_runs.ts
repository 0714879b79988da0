import db from '@adonisjs/lucid/services/db'
import { isId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import type { Metrics, Size } from '#ml/training/report'
import { TRAINING_RUNS } from '../training/training_lock.js'
import { BROKE_OFF, type RunOutcome } from '../training/training_run.js'

/** How one training went. */
export interface ListedRun {
  id: string
  startedAt: Date
  finishedAt: Date | null
  outcome: RunOutcome | 'running'
  reason: string | null
  modelId: string | null
  modelVersion: number | null
  data: Size | null
  metrics: Record<string, Metrics | null> | null
}

/** By `training_runs_pkey`, whose ids are in the order of time; a run that died is told as failed. */
const LIST = `
  select r.id, r.started_at as "startedAt", r.finished_at as "finishedAt",
    coalesce(r.outcome, case when :runs then 'running' else 'failed' end) as outcome,
    case when r.outcome is not null then r.reason when not :runs then :brokeOff end as reason,
    r.model_id as "modelId", m.version as "modelVersion",
    r.counts -> 'all' as data, r.report -> 'metrics' as metrics
  from recommendations.training_runs r
  left join recommendations.models m on m.id = r.model_id
  where :before::uuid is null or r.id < :before
  order by r.id desc limit :limit`

/**
 * How the trainings went, the newest first.
 * @throws E_INVALID_REQUEST when the cursor is not one of this list
 */
export class ListTrainingRuns {
  async handle(input: { cursor?: string; limit: number }): Promise<Page<ListedRun>> {
    const before = readCursor(input.cursor)
    const running = await db.rawQuery<{ rows: { runs: boolean }[] }>(
      `select ${TRAINING_RUNS} as runs`
    )
    const { rows } = await db.rawQuery<{ rows: ListedRun[] }>(LIST, {
      ...{ before, limit: input.limit + 1 },
      ...{ runs: running.rows[0]!.runs, brokeOff: BROKE_OFF },
    })
    return toPage(
      rows,
      input.limit,
      ({ id }) => [id],
      (run) => run
    )
  }
}

function readCursor(cursor: string | undefined): string | null {
  const key = decodeCursor(cursor, 1)
  if (key === null) return null
  const [id] = key
  if (isId(id)) return id
  const message = 'This cursor is not one that the list of trainings gave.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'cursor', message }] })
}
