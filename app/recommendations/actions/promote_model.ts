import db from '@adonisjs/lucid/services/db'
import { checkLoads } from '../registry/check_loads.js'
import type { ModelRecord } from '../registry/model_record.js'
import { lockPromoted, serveModel } from '../registry/serve_model.js'
import { FindModel } from '../queries/find_model.js'

/** Has a model serve, in the place of the one that does. Running servers take it up by themselves. */
export class PromoteModel {
  /**
   * @throws E_MODEL_NOT_FOUND
   * @throws E_MODEL_DAMAGED when it cannot be loaded, with the reason
   */
  async handle({ modelId }: { modelId: string }): Promise<ModelRecord> {
    const model = await new FindModel().handle({ modelId })
    await checkLoads(model)
    return db.transaction(async (trx) => {
      const present = await lockPromoted(trx)
      if (present?.id === model.id) return present
      return serveModel(trx, { modelId, present, replacedId: present?.id ?? null })
    })
  }
}
