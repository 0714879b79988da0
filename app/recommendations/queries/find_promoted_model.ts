import db from '@adonisjs/lucid/services/db'
import { modelOfRow, type ModelRecord, type ModelRow } from '../registry/model_record.js'

/** The model that serves, by `models_promoted`. */
export class FindPromotedModel {
  async handle(): Promise<ModelRecord | null> {
    const row: ModelRow | null = await db
      .from('recommendations.models')
      .where('state', 'promoted')
      .first()
    return row && modelOfRow(row)
  }
}
