import db from '@adonisjs/lucid/services/db'
import { sweepArtefacts } from '#ml/registry/artefact'
import { modelStore } from '../registry/model_store.js'

/** Deletes the files of trainings that died before their model was registered. Under the lock only. */
export async function sweepStore(): Promise<void> {
  const rows: { artefact: string }[] = await db.from('recommendations.models').select('artefact')
  const registered = rows.map(({ artefact }) => artefact)
  await sweepArtefacts(modelStore, registered)
}
