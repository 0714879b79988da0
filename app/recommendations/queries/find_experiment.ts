import db from '@adonisjs/lucid/services/db'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { isId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { E_NO_EXPERIMENT } from '../errors.js'
import { experimentOfRow, type Experiment, type ExperimentRow } from '../experiments/experiment.js'

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** One experiment, or the newest: ids are ordered by time. By `experiments_pkey`. */
export class FindExperiment {
  /** @throws E_NO_EXPERIMENT */
  async handle({ experimentId }: { experimentId?: string } = {}): Promise<Experiment> {
    const experiments = db.from('recommendations.experiments').orderBy('id', 'desc')
    if (experimentId) void experiments.where('id', experimentId)
    const row: ExperimentRow | null = await experiments.first()
    if (!row) throw new E_NO_EXPERIMENT()
    return experimentOfRow(row)
  }
}

/** All experiments, the newest first. By `experiments_pkey`. */
export class ListExperiments {
  /** @throws E_INVALID_REQUEST when the cursor is not one of this list */
  async handle(input: { cursor?: string; limit: number }): Promise<Page<Experiment>> {
    const rows: ExperimentRow[] = await db
      .from('recommendations.experiments')
      .where('id', '<', readCursor(input.cursor))
      .orderBy('id', 'desc')
      .limit(input.limit + 1)
    return toPage(rows, input.limit, ({ id }) => [id], experimentOfRow)
  }
}

function readCursor(cursor: string | undefined): string {
  const [id = LAST_ID] = decodeCursor(cursor, 1) ?? []
  if (isId(id)) return id
  const message = 'This cursor is not one that the list of experiments gave.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'cursor', message }] })
}
