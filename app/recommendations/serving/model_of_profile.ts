import type { ProfileId } from '#core/ids'
import { servedModelFor } from '../experiments/arm_of.js'
import { servedModels, type ServedModel } from '../registry/served_models.js'

/** By which model is served, asked in one place. Null where there is none. */
export const modelOfProfile = {
  of(profileId: ProfileId): ServedModel | null {
    return servedModelFor(profileId)
  },

  /** For what all profiles see alike. */
  everybodys(): ServedModel | null {
    return servedModels.current()
  },
}
