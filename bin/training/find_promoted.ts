import type { ApplicationService } from '@adonisjs/core/types'
import { embeddedRuns } from '#core/embedded/client'
import type { Rival } from '#ml/training/fair_rival'

export interface PromotedModel {
  id: string
  version: number
  rival: Rival
}

/**
 * The model that serves now, for a training that needs no database itself: asked for where a database
 * is configured or runs here, and not worth starting one. Else the reason why there is none.
 */
export async function findPromoted(app: ApplicationService): Promise<PromotedModel | string> {
  const { DATABASE_URL: configured, DATA_DIR: dataDir } = process.env
  if (!configured && !(await embeddedRuns(dataDir ?? '.data'))) {
    return 'There is no comparison with a model that serves: no database runs here.'
  }
  try {
    await app.boot()
    await app.start(() => {})
    const { FindPromotedModel, rivalOf } = await import('#recommendations')
    const model = await new FindPromotedModel().handle()
    if (!model) return 'There is no comparison with a model that serves: none does yet.'
    return { id: model.id, version: model.version, rival: await rivalOf(model) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return `There is no comparison with a model that serves: the database does not answer (${why}).`
  }
}
