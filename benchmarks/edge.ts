/**
 * Throughput of the edge route against nginx with `secure_link`, serving the same files in the same
 * run: one process each, one load generator, keep-alive, round by round in turn.
 *
 *   npm run bench:edge [-- --seconds 4 --rounds 3 --connections 32]
 *
 * Prints a table and writes benchmarks/results/edge.json. Load goes to 127.0.0.1 only.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ASSET, FILES, makeFiles } from './edge/files.js'
import { generateLoad, loadGenerator, type Load } from './edge/load.js'
import { startFlixFlow, startNginx, type Server } from './edge/servers.js'

interface Result {
  file: string
  bytes: number
  server: string
  requestsPerSecond: number
  megabytesPerSecond: number
  p50Ms: number
  p99Ms: number
  errors: number
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
  },
})
const seconds = Math.min(Number(values.seconds), 30)
const rounds = Math.min(Number(values.rounds), 10)
const connections = Math.min(Number(values.connections), 256)

/** The round in the middle by requests per second: one disturbed round does not count. */
function median(loads: Load[]): Load {
  const sorted = loads.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond)
  return sorted[Math.floor(sorted.length / 2)] as Load
}

async function compare(servers: Server[], file: string, bytes: number): Promise<Result[]> {
  const measured = new Map(servers.map((server) => [server.name, [] as Load[]]))
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) {
      const url = server.urlOf(`assets/${ASSET}/${file}`)
      measured.get(server.name)?.push(await generateLoad(url, { seconds, connections }))
    }
  }
  return servers.map((server) => {
    const load = median(measured.get(server.name) ?? [])
    return {
      file,
      bytes,
      server: server.name,
      ...load,
      megabytesPerSecond: (load.requestsPerSecond * bytes) / 1e6,
    }
  })
}

function ratioOf(results: Result[], file: string): number {
  const of = (server: string) =>
    results.find((result) => result.file === file && result.server === server)?.requestsPerSecond
  return (of('flixflow') ?? 0) / (of('nginx') ?? Number.POSITIVE_INFINITY)
}

const folder = await mkdtemp(join(tmpdir(), 'flixflow-edge-'))
const servers: Server[] = []
try {
  await makeFiles(join(folder, 'storage'))
  servers.push(await startNginx(folder))
  servers.push(await startFlixFlow(folder))
  const results: Result[] = []
  for (const [file, bytes] of FILES) results.push(...(await compare(servers, file, bytes)))
  const ratios = Object.fromEntries(FILES.map(([file]) => [file, ratioOf(results, file)]))

  console.table(
    results.map((result) => ({
      'file': result.file,
      'server': result.server,
      'requests/s': Math.round(result.requestsPerSecond),
      'MB/s': Math.round(result.megabytesPerSecond),
      'p50 ms': result.p50Ms,
      'p99 ms': result.p99Ms,
      'errors': result.errors,
      'of nginx': result.server === 'nginx' ? '' : ratios[result.file]?.toFixed(2),
    }))
  )
  const target = join(import.meta.dirname, 'results/edge.json')
  await mkdir(join(target, '..'), { recursive: true })
  const setting = { seconds, rounds, connections, generator: await loadGenerator() }
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version }
  const document = { at: new Date().toISOString(), machine, setting, ratios, results }
  await writeFile(target, JSON.stringify(document, null, 2))
  console.log(`Written to ${target}`)
} finally {
  await Promise.all(servers.map((server) => server.stop()))
  await rm(folder, { recursive: true, force: true })
}
