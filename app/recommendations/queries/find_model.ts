import db from '@adonisjs/lucid/services/db'
import { E_MODEL_NOT_FOUND } from '../errors.js'
import { modelOfRow, type ModelRecord, type ModelRow } from '../registry/model_record.js'

/** One model, by `models_pkey`. */
export class FindModel {
  /** @throws E_MODEL_NOT_FOUND */
  async handle({ modelId }: { modelId: string }): Promise<ModelRecord> {
    const row: ModelRow | null = await db
      .from('recommendations.models')
      .where('id', modelId)
      .first()
    if (!row) throw new E_MODEL_NOT_FOUND()
    return modelOfRow(row)
  }
}
