import { loadModel } from '#ml/models/index'
import { readArtefact } from '#ml/registry/artefact'
import type { ModelRecord } from './model_record.js'
import { modelStore } from './model_store.js'
import type { ServedModel } from './served_models.js'

/**
 * Reads a model into memory.
 * @throws E_ARTEFACT_DAMAGED or E_MODEL_DAMAGED, or the store's own error when it is away
 */
export async function loadServedModel(
  record: Pick<ModelRecord, 'id' | 'version' | 'artefact' | 'checksum'>
): Promise<ServedModel> {
  const { parts, titleIds } = await readArtefact(modelStore, record.artefact, record.checksum)
  return {
    id: record.id,
    version: record.version,
    model: loadModel(parts),
    titleIds,
    indexOf: new Map(titleIds.map((titleId, index) => [titleId, index])),
  }
}
