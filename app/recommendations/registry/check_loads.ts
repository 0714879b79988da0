import { E_MODEL_DAMAGED } from '../errors.js'
import { loadServedModel } from './load_served_model.js'
import type { ModelRecord } from './model_record.js'

/**
 * A model that no server could load must not take the place of one that serves.
 * @throws E_MODEL_DAMAGED with the reason
 */
export async function checkLoads(model: ModelRecord): Promise<void> {
  try {
    await loadServedModel(model)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new E_MODEL_DAMAGED({ detail, cause: error })
  }
}
