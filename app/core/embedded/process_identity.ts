import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir, readlink, realpath } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * True while a process with this id runs, be it ours or not. One that has ended but that nobody
 * waited for (a zombie, common where a container has no init) does not run.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    // proc(5): "pid (name) state ..."; the name may itself hold parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return fields.slice(fields.lastIndexOf(')') + 2, fields.lastIndexOf(')') + 3) === 'Z'
  } catch {
    return false
  }
}

/**
 * True when the process works in this folder. PostgreSQL and Redis both change into their data
 * folder, which tells our orphan from a stranger that was given the same process id later.
 */
export async function isWorkingIn(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const [own, wanted] = await Promise.all([
    workingFolder(pid),
    realpath(folder).catch(() => folder),
  ])
  return own === wanted
}

/** Ids of all processes that work in this folder. Known on Linux only; elsewhere empty. */
export async function processesIn(folder: string): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => [])
  const wanted = await realpath(folder).catch(() => folder)
  const pids = entries.map(Number).filter(Number.isInteger)
  const folders = await Promise.all(pids.map(workingFolder))
  return pids.filter((_, index) => folders[index] === wanted)
}

async function workingFolder(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return readlink(`/proc/${pid}/cwd`).catch(() => null)
  try {
    const lsof = await promisify(execFile)('lsof', ['-a', '-p', `${pid}`, '-d', 'cwd', '-Fn'])
    return /^n(.*)$/m.exec(lsof.stdout)?.[1] ?? null
  } catch {
    return null
  }
}
