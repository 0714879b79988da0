import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Missing, npm, output } from './step.mjs'

/**
 * Path of the Node that the npm package `node` brings. Its program arrives by an install script,
 * which npm can be configured to skip; it is then run here.
 */
export function repairBundledNode(root) {
  const node = join(root, 'node_modules', '.bin', 'node')
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8')
  )
  if (output(node, ['--version']) === `v${version}`) return node
  console.log(`Installing Node ${version}`)
  npm(root, ['rebuild', 'node', '--ignore-scripts=false'])
  if (output(node, ['--version']) === `v${version}`) return node
  throw new Missing(
    `Node ${version} does not run from ${node}. Install Node ${version.split('.')[0]} from https://nodejs.org/en/download, or allow the install script of the npm package "node" and run: npm rebuild node`
  )
}
