import db from '@adonisjs/lucid/services/db'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import { modelOfRow, type ModelRecord, type ModelRow } from '../registry/model_record.js'

const NEWEST = 2_147_483_647

/**
 * The models that were trained, the newest first, by the unique index on `version`.
 * @throws E_INVALID_REQUEST when the cursor is not one of this list
 */
export class ListModels {
  async handle(input: { cursor?: string; limit: number }): Promise<Page<ModelRecord>> {
    const rows: ModelRow[] = await db
      .from('recommendations.models')
      .where('version', '<', readCursor(input.cursor))
      .orderBy('version', 'desc')
      .limit(input.limit + 1)
    return toPage(rows, input.limit, ({ version }) => [version], modelOfRow)
  }
}

function readCursor(cursor: string | undefined): number {
  const [version = NEWEST] = decodeCursor(cursor, 1) ?? []
  if (Number.isInteger(version) && Number(version) > 0 && Number(version) <= NEWEST) {
    return Number(version)
  }
  const message = 'This cursor is not one that the list of models gave.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'cursor', message }] })
}
