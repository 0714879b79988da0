/**
 * Runs ace commands from the TypeScript sources. AdonisJS 7 needs Node 24: on an older host this
 * file runs itself again under the Node that the npm package `node` ships.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED_NODE_MAJOR = 24

if (Number(process.versions.node.split('.')[0]) < NEEDED_NODE_MAJOR) {
  const bundledNode = fileURLToPath(new URL('node_modules/.bin/node', import.meta.url))
  if (!existsSync(bundledNode)) {
    console.error(`Node ${NEEDED_NODE_MAJOR} is missing. Install it with: npm run setup`)
    process.exit(1)
  }
  const child = spawn(bundledNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
} else {
  await import('@poppinss/ts-exec')
  const [command, ...flags] = process.argv.slice(2)
  if (command === 'worker') await import('./otel.js')
  // The framework's own `serve` starts the web role as a child and passes no signal on to it. It is
  // left in place for developing: `serve --watch`, `serve --hmr`.
  if (command === 'serve' && flags.length === 0) {
    process.setSourceMapsEnabled(true)
    await import('./bin/server.js')
  } else await import('./bin/console.js')
}
