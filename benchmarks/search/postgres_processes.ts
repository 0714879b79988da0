import { readFileSync } from 'node:fs'
import db from '@adonisjs/lucid/services/db'

const CLOCK_TICK_MS = 10

/** The processes of the PostgreSQL that the application is connected to, on this machine. */
export class PostgresProcesses {
  private constructor(readonly parent: number) {}

  static async find(): Promise<PostgresProcesses> {
    const { rows } = await db.rawQuery<{ rows: { pid: number }[] }>(
      'select pg_backend_pid() as pid'
    )
    const parent = statOf(rows[0]!.pid)![1]
    return new PostgresProcesses(Number(parent))
  }

  /** CPU time that they all have used, those that have ended too (proc(5), /proc/PID/stat). */
  cpuMs(): number {
    const path = `/proc/${this.parent}/task/${this.parent}/children`
    const children = readFileSync(path, 'utf8').trim().split(' ')
    const ticks = (pid: string | number, fields: number[]) =>
      fields.reduce((sum, field) => sum + Number(statOf(pid)?.[field] ?? 0), 0)
    // Of itself and of its children that have ended; then of those that are there.
    const own = ticks(this.parent, [11, 12, 13, 14])
    return children.reduce((sum, pid) => sum + ticks(pid, [11, 12]), own) * CLOCK_TICK_MS
  }
}

/** The fields behind the name, from the state on; null when the process has ended. */
function statOf(pid: string | number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
