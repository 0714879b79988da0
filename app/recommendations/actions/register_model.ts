import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import type { ModelParts } from '#ml/models/model'
import { writeArtefact, type Provenance } from '#ml/registry/artefact'
import { modelOfRow, type Figure, type ModelRecord } from '../registry/model_record.js'
import { modelStore } from '../registry/model_store.js'

export interface NewModel {
  parts: ModelParts
  /** The catalogue's ids of its titles. */
  titleIds: readonly string[]
  metrics: Record<string, Figure>
  provenance: Provenance
}

/** Keeps a trained model. Its files are whole before anything names them. */
export class RegisterModel {
  async handle({ parts, titleIds, metrics, provenance }: NewModel): Promise<ModelRecord> {
    const id = newId()
    const { checksum, bytes } = await writeArtefact(modelStore, {
      ...{ id, parts, titleIds, provenance },
    })
    const [row] = await db
      .table('recommendations.models')
      .insert({
        ...{ id, kind: parts.kind, artefact: id, checksum, bytes },
        titles: titleIds.length,
        metrics: JSON.stringify(metrics),
        parameters: JSON.stringify(parts.parameters),
        created_at: clock.date(),
      })
      .returning('*')
    return modelOfRow(row)
  }
}
