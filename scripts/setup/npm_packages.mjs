import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isStamped, npm, sha256, writeStamp } from './step.mjs'

/** Installs the npm packages when the lock file has changed since the last time. */
export function installNpmPackages(root) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = join(root, 'node_modules', '.flixflow-setup')
  if (isStamped(stamp, sha256(lock))) return
  if (!isInstalled(root, JSON.parse(lock))) {
    console.log('Installing the npm packages')
    // The host's older Node only installs; everything runs under the Node 24 among the packages.
    npm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  }
  writeStamp(stamp, sha256(lock))
}

/**
 * True when npm's own record of `node_modules` holds every package of the lock file: after an
 * `npm install PACKAGE` there is nothing left to do. Optional packages are missing where they do
 * not fit the system.
 */
function isInstalled(root, lock) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(lock.packages).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      installed[path]?.version === version ||
      (!installed[path] && (optional || devOptional))
  )
}
