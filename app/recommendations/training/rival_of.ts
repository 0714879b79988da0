import type { Rival } from '#ml/training/fair_rival'
import { readArtefact } from '#ml/registry/artefact'
import { loadModel } from '#ml/models/index'
import type { ModelRecord } from '../registry/model_record.js'
import { modelStore } from '../registry/model_store.js'

/** A registered model, to be compared with others. One that is damaged is compared by its parameters. */
export async function rivalOf(record: ModelRecord): Promise<Rival> {
  const { kind, parameters } = record
  try {
    const { parts, titleIds, provenance } = await readArtefact(
      modelStore,
      record.artefact,
      record.checksum
    )
    const learnedUntil = Date.parse(String(provenance.learnedUntil)) / 1000
    return {
      ...{ kind, parameters },
      fitted: { model: loadModel(parts), titleIds },
      learnedUntil: Number.isFinite(learnedUntil) ? learnedUntil : null,
    }
  } catch {
    return { kind, parameters, fitted: null, learnedUntil: null }
  }
}
