import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PersonId, TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { recordShared, type Edit } from '../editing/edit.js'
import { E_PERSON_NOT_FOUND } from '../errors.js'

/** Gives a person another name, in all their titles. */
export class RenamePerson {
  /** @throws E_PERSON_NOT_FOUND */
  async handle({ personId, name, by }: { personId: PersonId; name: string } & Edit): Promise<void> {
    await db.transaction(async (trx) => {
      const person = await lockPerson(trx, personId)
      if (person.name === name) return
      await trx.from('catalog.people').where('id', personId).update({ name })
      const titles = await titlesOf(trx, personId)
      const change = { entity: 'person', id: personId, action: 'rename', by } as const
      await recordShared(trx, { ...change, before: { name: person.name }, after: { name } }, titles)
    })
  }
}

/** Makes two people, who are one, one: all that the first did is the second's. */
export class MergePerson {
  /**
   * @throws E_PERSON_NOT_FOUND
   * @throws E_INVALID_REQUEST when both are the same already, or the second is not there
   */
  async handle(input: { personId: PersonId; intoPersonId: PersonId } & Edit): Promise<void> {
    const { personId, intoPersonId, by } = input
    if (personId === intoPersonId) throw notInto('A person cannot be merged into themselves.')
    await db.transaction(async (trx) => {
      // In one order, so that two merges the opposite ways do not wait for each other for ever.
      const [first, second] = [personId, intoPersonId].sort()
      await trx
        .from('catalog.people')
        .whereIn('id', [first!, second!])
        .orderBy('id')
        .forUpdate()
        .select('id')
      const person = await lockPerson(trx, personId)
      const into = await lockPerson(trx, intoPersonId).catch(() => {
        throw notInto('There is no such person.')
      })
      const titles = await titlesOf(trx, personId)
      const ofPerson = { person_id: personId }
      await trx.from('catalog.credits').where(ofPerson).update({ person_id: intoPersonId })
      await trx.from('catalog.people').where('id', personId).delete()
      const before = { name: person.name, personId }
      const after = { name: into.name, personId: intoPersonId }
      const change = { entity: 'person', id: personId, action: 'merge', by } as const
      await recordShared(trx, { ...change, before, after }, titles)
    })
  }
}

function notInto(message: string) {
  return new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'intoPersonId', message }] })
}

async function lockPerson(trx: TransactionClientContract, id: PersonId) {
  const person: { id: PersonId; name: string } | null = await trx
    .from('catalog.people')
    .where('id', id)
    .forUpdate()
    .first()
  if (!person) throw new E_PERSON_NOT_FOUND()
  return person
}

async function titlesOf(trx: TransactionClientContract, id: PersonId): Promise<TitleId[]> {
  const rows: { title_id: TitleId }[] = await trx
    .from('catalog.credits')
    .where('person_id', id)
    .distinct('title_id')
  return rows.map((row) => row.title_id)
}
