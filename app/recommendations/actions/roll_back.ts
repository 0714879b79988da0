import db from '@adonisjs/lucid/services/db'
import { E_NOTHING_TO_ROLL_BACK } from '../errors.js'
import { checkLoads } from '../registry/check_loads.js'
import type { ModelRecord } from '../registry/model_record.js'
import { lockPromoted, serveModel } from '../registry/serve_model.js'
import { FindModel } from '../queries/find_model.js'

/** Has the model serve again that served before the present one; repeated, the one before that. */
export class RollBack {
  /**
   * @throws E_NOTHING_TO_ROLL_BACK
   * @throws E_MODEL_DAMAGED when the earlier model cannot be loaded, with the reason
   */
  async handle(): Promise<ModelRecord> {
    return db.transaction(async (trx) => {
      const present = await lockPromoted(trx)
      if (!present?.replacedId) throw new E_NOTHING_TO_ROLL_BACK()
      const earlier = await new FindModel().handle({ modelId: present.replacedId })
      await checkLoads(earlier)
      const { id: modelId, replacedId } = earlier
      return serveModel(trx, { modelId, present, replacedId })
    })
  }
}
