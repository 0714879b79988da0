import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock'
import { modelOfRow, type ModelRecord, type ModelRow } from './model_record.js'

/** The model that serves; while the transaction lasts, nobody else changes which one that is. */
export async function lockPromoted(trx: TransactionClientContract): Promise<ModelRecord | null> {
  await trx.rawQuery(`select pg_advisory_xact_lock(hashtext('recommendations.models'))`)
  const row: ModelRow | null = await trx
    .from('recommendations.models')
    .where('state', 'promoted')
    .first()
  return row && modelOfRow(row)
}

/** Has a model serve in the place of `present`, under `lockPromoted`. */
export async function serveModel(
  trx: TransactionClientContract,
  of: { modelId: string; present: ModelRecord | null; replacedId: string | null }
): Promise<ModelRecord> {
  const { modelId, present, replacedId } = of
  const models = () => trx.from('recommendations.models')
  if (present) await models().where('id', present.id).update({ state: 'retired' })
  const [row] = await models()
    .where('id', modelId)
    .update({ state: 'promoted', promoted_at: clock.date(), replaced_id: replacedId })
    .returning('*')
  return modelOfRow(row)
}
