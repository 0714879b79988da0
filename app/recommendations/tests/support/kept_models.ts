import db from '@adonisjs/lucid/services/db'
import { newId, type Id } from '#core/ids'
import { popularity } from '#ml/models/popularity'
import { RegisterModel } from '../../actions/register_model.js'

/** A row of a model whose file nobody reads. */
export async function modelRow(): Promise<Id<string>> {
  const id = newId<Id<string>>()
  await db.table('recommendations.models').insert({
    ...{ id, kind: 'popularity', artefact: id, checksum: '0'.repeat(64), bytes: 1, titles: 1 },
    ...{ metrics: '{}', parameters: '{}', created_at: new Date() },
  })
  return id
}

/** A model that can serve: each title was watched once by one viewer. */
export async function registeredModel(titleIds: readonly string[]): Promise<string> {
  const data = {
    ...{ profiles: ['viewer'], titles: titleIds, rowStart: Uint32Array.of(0, titleIds.length) },
    columns: Uint32Array.from(titleIds.keys()),
    weights: new Float32Array(titleIds.length).fill(1),
    times: new Float64Array(titleIds.length).fill(Date.now() / 1000),
  }
  const context = { backend: null as never, seed: 1, features: null, deadline: null }
  const model = await popularity.fit(data, popularity.defaults, context)
  const kept = await new RegisterModel().handle({
    ...{ parts: model.save(), titleIds, metrics: {}, provenance: {} },
  })
  return kept.id
}
