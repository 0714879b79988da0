import db from '@adonisjs/lucid/services/db'
import { isId } from '#core/ids'
import { E_MODEL_NOT_FOUND } from '../errors.js'
import { modelOfRow, type ModelRecord, type ModelRow } from '../registry/model_record.js'

const LARGEST_VERSION = 2_147_483_647

/** One model, by `models_pkey` or the unique index on `version`. */
export class FindModel {
  /** @throws E_MODEL_NOT_FOUND */
  handle({ modelId }: { modelId: string }): Promise<ModelRecord> {
    return this.#by('id', modelId)
  }

  /**
   * By an id or a version, as a person writes it.
   * @throws E_MODEL_NOT_FOUND
   */
  async named(name: string): Promise<ModelRecord> {
    if (isId(name)) return this.#by('id', name)
    const version = Number(name)
    if (Number.isInteger(version) && version > 0 && version <= LARGEST_VERSION) {
      return this.#by('version', version)
    }
    throw new E_MODEL_NOT_FOUND({ detail: `${name} is neither the id nor the version of a model` })
  }

  async #by(column: 'id' | 'version', value: string | number): Promise<ModelRecord> {
    const row: ModelRow | null = await db
      .from('recommendations.models')
      .where(column, value)
      .first()
    if (!row) throw new E_MODEL_NOT_FOUND()
    return modelOfRow(row)
  }
}
