import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/utils'

/** A web process that is silent for so long has lost its upload. */
const LEASE_MS = 6_000
const RENEW_MS = 1_000
const ASK_MS = 100
/** How long a request waits for another one that writes the same upload. */
const PATIENCE_MS = 15_000

/**
 * Lets one request at a time write an upload, over all web processes: a lease in the upload's row.
 * A client that reconnects gets its upload from its own dead connection: the holder sees the wish
 * at its next renewal and lets go.
 */
export class UploadLocker implements Locker {
  newLock(id: string): Lock {
    return new UploadLock(id)
  }
}

class UploadLock implements Lock {
  readonly #token = randomUUID()
  #timer: NodeJS.Timeout | undefined

  constructor(readonly id: string) {}

  async lock(stop: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS
    while (!(await this.#take())) {
      if (stop.aborted || Date.now() > deadline) throw ERRORS.ERR_LOCK_TIMEOUT
      await pause(ASK_MS)
    }
    this.#timer = setInterval(() => void this.#renew(requestRelease), RENEW_MS)
  }

  async unlock(): Promise<void> {
    clearInterval(this.#timer)
    await db.rawQuery(
      `update ingest.uploads set lease_token = null, lease_until = null
       where id = ? and lease_token = ?`,
      [this.id, this.#token]
    )
  }

  async #take(): Promise<boolean> {
    const { rows } = await db.rawQuery<{ rows: { taken: boolean }[] }>(
      `update ingest.uploads set
         lease_token = case when held then lease_token else ? end,
         lease_until = case when held then lease_until else now() + ? * interval '1 ms' end,
         release_wanted = held
       from (select lease_token is not null and lease_until > now() as held
             from ingest.uploads where id = ? for update) as now_is
       where id = ? returning not held as taken`,
      [this.#token, LEASE_MS, this.id, this.id]
    )
    if (rows.length === 0) throw ERRORS.FILE_NOT_FOUND
    return rows[0]!.taken
  }

  async #renew(requestRelease: RequestRelease): Promise<void> {
    try {
      const { rows } = await db.rawQuery<{ rows: { release_wanted: boolean }[] }>(
        `update ingest.uploads set lease_until = now() + ? * interval '1 ms'
         where id = ? and lease_token = ? returning release_wanted`,
        [LEASE_MS, this.id, this.#token]
      )
      if (rows.length === 0 || rows[0]?.release_wanted) await requestRelease()
    } catch {
      // Asked again at the next renewal.
    }
  }
}
