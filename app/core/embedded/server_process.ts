import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './process_identity.js'

/** How often the life of a process that is not our child is looked at, in ms. */
const POLL_MS = 200

/** A running server: our own child, or one that an earlier supervisor started. */
export interface ServerProcess {
  readonly pid: number
  /** Resolves, once, when the process is gone. */
  readonly exited: Promise<void>
}

export function fromChild(child: ChildProcess): Promise<ServerProcess> {
  return new Promise((resolve, reject) => {
    const exited = new Promise<void>((done) => child.once('exit', () => done()))
    child.once('error', reject)
    child.once('spawn', () => resolve({ pid: child.pid!, exited }))
  })
}

export function fromPid(pid: number): ServerProcess {
  const watch = async () => {
    while (isAlive(pid)) await sleep(POLL_MS)
  }
  return { pid, exited: watch() }
}

/** Sends the signals one after the other, each with its time in ms, until the process is gone. */
export async function endProcess(
  server: ServerProcess,
  steps: { signal: NodeJS.Signals; waitMs: number }[]
): Promise<void> {
  for (const { signal, waitMs } of steps) {
    if (!isAlive(server.pid)) return
    try {
      process.kill(server.pid, signal)
    } catch {
      return
    }
    const patience = new AbortController()
    await Promise.race([
      server.exited,
      sleep(waitMs, undefined, { signal: patience.signal }).catch(() => {}),
    ])
    patience.abort()
  }
}
