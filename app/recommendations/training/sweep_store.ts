import db from '@adonisjs/lucid/services/db'
import { modelStore } from '../registry/model_store.js'

/** Deletes the files of trainings that died before their model was registered. Under the lock only. */
export async function sweepStore(): Promise<void> {
  const rows: { artefact: string }[] = await db.from('recommendations.models').select('artefact')
  const registered = new Set(rows.map(({ artefact }) => artefact))
  for (const name of await modelStore.list()) {
    const [artefact = '', file = ''] = name.split('/')
    if (!registered.has(artefact) || !['manifest.json', 'arrays.bin'].includes(file)) {
      await modelStore.delete(name)
    }
  }
}
