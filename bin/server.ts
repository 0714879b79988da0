import cluster from 'node:cluster'

/** What a process of the cluster may take beyond its own bounds before it is killed. Milliseconds. */
const KILL_AFTER_MS = 6_000

async function serve(): Promise<void> {
  await import('../otel.js')
  const { createIgnitor } = await import('./application.js')
  await createIgnitor({ services: true, migrated: true }).httpServer().start()
}

/** With more than one process, this one starts PostgreSQL and Redis, and the others serve. */
async function start(): Promise<void> {
  if (cluster.isWorker) return serve()
  const { prepareEnvironment } = await import('./environment.js')
  await prepareEnvironment({ services: true, migrated: true })
  const { default: processes } = await import('#config/processes')
  if (processes.webConcurrency === 1) return serve()

  const { WebCluster } = await import('#core/process/web_cluster')
  const web = new WebCluster({
    size: processes.webConcurrency,
    graceMs: processes.drainMs + KILL_AFTER_MS,
  })
  process.exit(await web.run())
}

start().catch(async (error: unknown) => {
  const { prettyPrintError } = await import('@adonisjs/core')
  process.exitCode = 1
  await prettyPrintError(error)
})
