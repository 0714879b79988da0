import { isDeepStrictEqual } from 'node:util'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock'
import { newId, type AccountId, type CollectionId, type TitleId } from '#core/ids'
import { E_COLLECTION_NOT_FOUND, E_EDITED_MEANWHILE, E_TITLE_NOT_FOUND } from '../errors.js'
import { snapshotOf, type Subject } from './snapshots.js'

/** Who edits, and on what ground. */
export interface Edit {
  /** Null when the service does it by itself. */
  by?: AccountId | null
  /** Versions that the editor looked at (`If-Match`); another one by now refuses the edit. */
  ifVersions?: readonly number[]
  /** A transaction that this edit is a part of. */
  trx?: TransactionClientContract
}

/** What the schedule does by itself is looked at again behind the lock: an editor may have been faster. */
export interface ScheduledEdit extends Edit {
  /** Only if it is due by its schedule. */
  atItsTime?: true
}

/** What is edited as one: its version moves on with each change of any of its parts. */
export type Whole =
  | { titleId: TitleId; collectionId?: undefined }
  | { titleId?: undefined; collectionId: CollectionId }

interface Change extends Edit {
  action: string
  /** What may become different; found out behind the lock where it is not known before. */
  subject: Subject | ((trx: TransactionClientContract) => Promise<Subject[]>)
}

/**
 * Every change of the catalogue goes through here: in one transaction the whole is locked, compared
 * with the version that the editor saw, changed by `work`, and what became different is kept in its
 * history. A change that makes no difference leaves no trace.
 * @throws E_TITLE_NOT_FOUND, E_COLLECTION_NOT_FOUND
 * @throws E_EDITED_MEANWHILE when the version is none of `ifVersions`
 */
export async function edit<Result>(
  whole: Whole,
  change: Change,
  work: (trx: TransactionClientContract) => Promise<Result>
): Promise<Result> {
  const { trx, ...rest } = change
  if (trx) return editWithin(trx, whole, rest, work)
  return db.transaction((own) => editWithin(own, whole, rest, work))
}

async function editWithin<Result>(
  trx: TransactionClientContract,
  whole: Whole,
  { action, subject, by, ifVersions }: Change,
  work: (trx: TransactionClientContract) => Promise<Result>
): Promise<Result> {
  const { parentId } = await lock(trx, whole, ifVersions)
  const subjects = typeof subject === 'function' ? await subject(trx) : [subject]
  const before = await snapshotsOf(trx, subjects)
  const result = await work(trx)
  const after = await snapshotsOf(trx, subjects)
  let changed = false
  for (const [index, each] of subjects.entries()) {
    const sides = { before: before[index] ?? null, after: after[index] ?? null }
    if (await record(trx, whole, { action, subject: each, by, parentId, ...sides })) changed = true
  }
  if (changed) await moveOn(trx, whole, parentId)
  return result
}

async function snapshotsOf(trx: TransactionClientContract, subjects: Subject[]) {
  const snapshots = []
  for (const subject of subjects) snapshots.push(await snapshotOf(trx, subject))
  return snapshots
}

async function lock(
  trx: TransactionClientContract,
  whole: Whole,
  ifVersions: readonly number[] | undefined
): Promise<{ parentId: TitleId | null }> {
  const { rows } = await trx.rawQuery<{ rows: { version: number; parent_id: TitleId | null }[] }>(
    whole.collectionId
      ? 'select version, null as parent_id from catalog.collections where id = ? for update'
      : 'select version, parent_id from catalog.titles where id = ? for update',
    [whole.collectionId ?? whole.titleId]
  )
  const [found] = rows
  if (!found) throw whole.collectionId ? new E_COLLECTION_NOT_FOUND() : new E_TITLE_NOT_FOUND()
  if (ifVersions && !ifVersions.includes(found.version)) {
    throw new E_EDITED_MEANWHILE({
      detail: `By now it is version ${found.version}. Look at it again before you change it.`,
      extensions: { version: found.version },
    })
  }
  return { parentId: found.parent_id }
}

async function moveOn(
  trx: TransactionClientContract,
  whole: Whole,
  parentId: TitleId | null
): Promise<void> {
  const table = whole.collectionId ? 'catalog.collections' : 'catalog.titles'
  const ids = [whole.collectionId ?? whole.titleId, parentId].filter((id) => id !== null)
  await trx.rawQuery(
    `update ${table} set version = version + 1, updated_at = ? where id = any(?::uuid[])`,
    [clock.date(), ids]
  )
}

interface Recorded {
  action: string
  subject: Subject
  by?: AccountId | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  parentId?: TitleId | null
}

/** Writes what became different into the history. */
async function record(
  trx: TransactionClientContract,
  whole: Whole,
  { action, subject, by, before, after, parentId }: Recorded
): Promise<boolean> {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const different = [...fields].filter((key) => !isDeepStrictEqual(before?.[key], after?.[key]))
  if (different.length === 0) return false
  const only = (side: Record<string, unknown> | null) =>
    side && JSON.stringify(Object.fromEntries(different.map((key) => [key, side[key] ?? null])))
  await trx
    .insertQuery()
    .table('catalog.changes')
    .insert({
      id: newId(),
      entity: subject.entity,
      entity_id: subject.id,
      title_id: whole.collectionId ? null : (parentId ?? whole.titleId),
      account_id: by ?? null,
      action,
      before: only(before),
      after: only(after),
      changed_at: clock.date(),
    })
  return true
}

/** Keeps in its history that a title or a collection was begun, in the transaction that did it. */
export async function recordCreation(
  trx: TransactionClientContract,
  whole: Whole,
  by: AccountId | null | undefined
): Promise<void> {
  const subject: Subject =
    whole.titleId !== undefined
      ? { entity: 'title', id: whole.titleId }
      : { entity: 'collection', id: whole.collectionId }
  const after = await snapshotOf(trx, subject)
  await record(trx, whole, { action: 'create', subject, by, before: null, after })
}

/** What titles share: a person, a genre or a tag. A change of one is a change of all its titles. */
export interface SharedChange {
  entity: 'person' | 'genre' | 'tag'
  id: string
  action: string
  before: object | null
  after: object | null
  by?: AccountId | null
}

/** Keeps a change of what these titles share in its history, and moves their versions on. */
export async function recordShared(
  trx: TransactionClientContract,
  { entity, id, action, before, after, by }: SharedChange,
  titleIds: readonly TitleId[]
): Promise<void> {
  const changedAt = clock.date()
  await trx
    .insertQuery()
    .table('catalog.changes')
    .insert({
      ...{ id: newId(), entity, entity_id: id, title_id: null, account_id: by ?? null, action },
      ...{ before: before && JSON.stringify(before), after: after && JSON.stringify(after) },
      changed_at: changedAt,
    })
  await trx.rawQuery(
    'update catalog.titles set version = version + 1, updated_at = ? where id = any(?::uuid[])',
    [changedAt, titleIds as TitleId[]]
  )
}
