import db from '@adonisjs/lucid/services/db'
import { E_TRAINING_RUNS } from '../errors.js'

/** Any pair of numbers that no other advisory lock of the service uses. */
const [CLASS, LOCK] = [5001, 1]

/**
 * Runs `work` as the only training of the service, wherever it runs. PostgreSQL lets go of the lock
 * when this process dies.
 * @throws E_TRAINING_RUNS when there is one already
 */
export async function asOnlyTraining<T>(work: () => Promise<T>): Promise<T> {
  const trx = await db.transaction()
  try {
    const { rows } = await trx.rawQuery<{ rows: { mine: boolean }[] }>(
      'select pg_try_advisory_xact_lock(?, ?) as mine',
      [CLASS, LOCK]
    )
    if (!rows[0]!.mine) throw new E_TRAINING_RUNS()
    return await work()
  } finally {
    await trx.rollback()
  }
}

/** Whether a training runs at this moment, as an expression of SQL. */
export const TRAINING_RUNS = `exists (
  select from pg_locks l
  where l.locktype = 'advisory' and l.classid = ${CLASS} and l.objid = ${LOCK} and l.objsubid = 2
    and l.granted and l.database = (select oid from pg_database where datname = current_database()))`
