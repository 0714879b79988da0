import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs the work while no other set-up of this clone runs: `npm run demo` and `npm test` may be
 * started side by side, and both would install. A lock whose process is gone is taken over.
 */
export async function withSetupLock(root, work) {
  const path = join(root, '.tools', 'setup.lock')
  mkdirSync(join(root, '.tools'), { recursive: true })
  while (!take(path)) await sleep(200)
  try {
    await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path) {
  try {
    writeFileSync(path, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld(path)) rmSync(path, { force: true })
    return false
  }
}

function isHeld(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    // An empty file belongs to a process that is about to write its id.
    if (pid === 0) return true
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
