import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'

const DAY_MS = 24 * 3_600_000

/** PostgreSQL's code for a row that no partition takes. */
export const NO_PARTITION = '23514'

const dayOf = (at: number) => new Date(Math.floor(at / DAY_MS) * DAY_MS).toISOString().slice(0, 10)

/**
 * The partitions of a table by days (UTC). The worker makes and drops them, and so does a web process
 * that finds one missing. Both names are of this code, never of a request.
 */
export class DailyPartitions {
  /**
   * @param table with its schema
   * @param lock any number that no other advisory lock of the service uses
   */
  constructor(
    private readonly table: `${string}.${string}`,
    private readonly lock: number
  ) {}

  /**
   * Makes the partitions from one moment to another (Unix ms), those that are there already left as
   * they are. Two processes take turns.
   */
  async make(from: number, to: number): Promise<void> {
    await db.transaction(async (trx) => {
      await trx.rawQuery('select pg_advisory_xact_lock(?)', [this.lock])
      for (let at = from; dayOf(at) <= dayOf(to); at += DAY_MS) {
        const [day, next] = [dayOf(at), dayOf(at + DAY_MS)]
        await trx.rawQuery(
          `create table if not exists ${this.#nameOf(day)} partition of ${this.table}
           for values from ('${day} 00:00:00+00') to ('${next} 00:00:00+00')`
        )
      }
    })
  }

  /** Makes the partitions that the next days need. */
  async makeComing(): Promise<void> {
    await this.make(clock.now() - DAY_MS, clock.now() + 2 * DAY_MS)
  }

  /** Drops the partitions of days that ended before a moment (Unix ms). Answers their days. */
  async dropBefore(at: number): Promise<string[]> {
    const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
      `select n.nspname || '.' || c.relname as name
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
         join pg_namespace n on n.oid = c.relnamespace
       where i.inhparent = ?::regclass and n.nspname || '.' || c.relname < ?
       order by c.relname`,
      [this.table, this.#nameOf(dayOf(at))]
    )
    for (const { name } of rows) await this.#drop(name)
    return rows.map(({ name }) => name.slice(`${this.table}_`.length))
  }

  /** Those who write wait behind this lock, so it is given up soon and tried again next time. */
  async #drop(name: string): Promise<void> {
    await db.transaction(async (trx) => {
      await trx.rawQuery(`set local lock_timeout = '2s'`)
      await trx.rawQuery(`drop table if exists ${name}`)
    })
  }

  #nameOf(day: string): string {
    return `${this.table}_${day.replaceAll('-', '')}`
  }
}
