import db from '@adonisjs/lucid/services/db'
import { newId, type Id } from '#core/ids'

/** A row of a model whose file nobody reads. */
export async function modelRow(): Promise<Id<string>> {
  const id = newId<Id<string>>()
  await db.table('recommendations.models').insert({
    ...{ id, kind: 'popularity', artefact: id, checksum: '0'.repeat(64), bytes: 1, titles: 1 },
    ...{ metrics: '{}', parameters: '{}', created_at: new Date() },
  })
  return id
}
