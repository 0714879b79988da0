/**
 * Throughput of pressing play, of a heartbeat and of home against bare Fastify and `pg`, which give
 * the same answers from the same PostgreSQL and Redis: one process each, one load generator, keep-
 * alive, round by round in turn.
 *
 *   npm run bench:api [-- --seconds 5 --rounds 3 --connections 32]
 *
 * Prints a table and writes benchmarks/results/api.json. Load goes to 127.0.0.1 only.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Product } from '../loadtests/run/product.js'
import { assertSameAnswers } from './api/answers.js'
import { BareServer } from './api/bare_process.js'
import { cpuMsOf, measure, type Measured } from './api/load.js'
import { logInViewers, REQUESTS, type Server } from './api/requests.js'

const VIEWERS = 96
const TITLES = 10_000
const LEAST_RATIO = 0.7

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
  },
})
const seconds = Math.min(Number(values.seconds), 30)
const rounds = Math.min(Number(values.rounds), 10)
const connections = Math.min(Number(values.connections), VIEWERS)

// Starts are never ended here, and no viewer shall meet the limit.
process.env.STREAM_LIMIT = '1000000'
// Neither server writes a line for each request.
process.env.LOG_LEVEL = 'error'

interface Result extends Measured {
  request: string
  server: Server['name']
  cpuMsPerRequest: number
}

/** The round in the middle by requests per second: one disturbed round does not count. */
function median(measured: Result[]): Result {
  const sorted = measured.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond)
  return sorted[Math.floor(sorted.length / 2)]!
}

const dataDir = join(process.env.DATA_DIR ?? '.data', 'load')
const product = await Product.prepare(dataDir)
const bare = new BareServer(dataDir)
try {
  const wanted = { accounts: VIEWERS, film: 'short', titles: TITLES } as const
  const { titleId } = await product.fill(wanted, (words) => console.log(words))
  await product.start()
  await bare.start(product.url)
  const servers: Server[] = [
    { name: 'fastify', url: bare.url, pid: bare.pid! },
    { name: 'flixflow', url: product.url, pid: product.webPid! },
  ]
  const viewers = await logInViewers(product.url, titleId, VIEWERS)
  await assertSameAnswers(servers, viewers[0]!)

  const results: Result[] = []
  for (const request of REQUESTS) {
    const of = new Map(servers.map(({ name }) => [name, [] as Result[]]))
    for (let round = 0; round <= rounds; round++) {
      for (const server of servers) {
        const before = cpuMsOf(server.pid)
        const load = await measure(server.url, request, viewers, { seconds, connections })
        const cpuMsPerRequest = (cpuMsOf(server.pid) - before) / load.requests
        const result = { request: request.name, server: server.name, ...load, cpuMsPerRequest }
        // The first round brings code and caches to working temperature.
        if (round > 0) of.get(server.name)!.push(result)
      }
    }
    results.push(...servers.map(({ name }) => median(of.get(name)!)))
  }
  const rate = (request: string, server: string) =>
    results.find((one) => one.request === request && one.server === server)!.requestsPerSecond
  const ratios = Object.fromEntries(
    REQUESTS.map(({ name }) => [name, rate(name, 'flixflow') / rate(name, 'fastify')])
  )

  console.table(
    results.map((result) => ({
      'request': result.request,
      'server': result.server,
      'requests/s': Math.round(result.requestsPerSecond),
      'p50 ms': result.p50Ms,
      'p99 ms': result.p99Ms,
      'CPU ms': Number(result.cpuMsPerRequest.toFixed(3)),
      'errors': result.errors,
      'of fastify': result.server === 'fastify' ? '' : ratios[result.request]!.toFixed(2),
    }))
  )
  const target = join(import.meta.dirname, 'results/api.json')
  await mkdir(join(target, '..'), { recursive: true })
  const setting = { seconds, rounds, connections, viewers: VIEWERS, titles: TITLES }
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version }
  const document = { at: new Date().toISOString(), machine, setting, ratios, results }
  await writeFile(target, JSON.stringify(document, null, 2))
  console.log(`Written to ${target}`)
  const failed = results.some(({ errors }) => errors > 0)
  const slow = Object.values(ratios).some((ratio) => ratio < LEAST_RATIO)
  if (failed || slow) {
    console.error(failed ? 'Some requests failed' : `A ratio is below ${LEAST_RATIO}`)
    process.exitCode = 1
  }
} finally {
  await bare.stop()
  await product.stop()
}
