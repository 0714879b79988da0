import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** Something that set-up needs and cannot get by itself. The message is one line that says how to. */
export class Missing extends Error {}

/** Runs a program with its output on the terminal. @throws Missing when it fails */
export function run(file, args, options = {}) {
  const { status, error, signal } = spawnSync(file, args, { stdio: 'inherit', ...options })
  if (status === 0) return
  const reason = error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}`)
  throw new Missing(`This failed (${reason}): ${[file, ...args].join(' ')}`)
}

/** What a program prints, or null when it fails or is not there. */
export function output(file, args, options = {}) {
  const { status, stdout } = spawnSync(file, args, { encoding: 'utf8', ...options })
  return status === 0 ? stdout.trim() : null
}

export function sha256(text) {
  return createHash('sha256').update(text).digest('hex')
}

/** True when this step was finished with the same inputs before. */
export function isStamped(path, stamp) {
  try {
    return readFileSync(path, 'utf8') === stamp
  } catch {
    return false
  }
}

export function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, stamp)
}

/**
 * The environment of npm run from here: npm scripts put `node_modules/.bin` on PATH, whose `node`
 * would go away under npm's feet when it empties `node_modules`.
 */
export function hostEnvironment(root) {
  const own = join(root, 'node_modules')
  const folders = (process.env.PATH ?? '').split(delimiter)
  return { ...process.env, PATH: folders.filter((path) => !path.startsWith(own)).join(delimiter) }
}

/** Runs npm, the one of the host. */
export function npm(root, args) {
  const file = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  run(file, args, { cwd: root, env: hostEnvironment(root) })
}
