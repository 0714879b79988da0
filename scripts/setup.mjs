/**
 * Makes a fresh clone ready: npm packages, Node 24, PostgreSQL, ffmpeg, Shaka Packager and Redis.
 * Plain JavaScript without dependencies, since it runs before there are any; it needs Node 20 and
 * Python 3.9. What is in place already is left alone, so that a second run takes well under 1 s.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installNpmPackages } from './setup/npm_packages.mjs'
import { repairBundledNode } from './setup/bundled_node.mjs'
import { repairPostgres } from './setup/postgres.mjs'
import { installPythonTools } from './setup/python_tools.mjs'
import { withSetupLock } from './setup/lock.mjs'
import { Missing, run } from './setup/step.mjs'

const OLDEST_NODE_MAJOR = 20

const root = fileURLToPath(new URL('..', import.meta.url))

function checkNode() {
  const version = process.versions.node
  if (Number(version.split('.')[0]) >= OLDEST_NODE_MAJOR) return
  throw new Missing(
    `FlixFlow needs Node ${OLDEST_NODE_MAJOR} or newer, and this is ${version}. Get it from https://nodejs.org/en/download`
  )
}

function bundleWebPages(node) {
  const bundler = join(root, 'scripts', 'build_web.mjs')
  if (existsSync(bundler)) run(node, [bundler], { cwd: root })
}

try {
  checkNode()
  await withSetupLock(root, async () => {
    installNpmPackages(root)
    repairPostgres(root)
    installPythonTools(root)
    bundleWebPages(repairBundledNode(root))
  })
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(error.message)
  process.exitCode = 1
}
