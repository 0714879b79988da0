/**
 * An hour's worth of what 2,000 viewers ask, sent at full speed to one web process: does its memory
 * stay where it is? Samples resident memory, heap and open handles, fits a line to each over the
 * second half, and says flat or not.
 *
 *   npm run bench:soak [-- --requests 1080000 --minutes 30]
 *
 * Writes benchmarks/results/soak.json and soak.html, and ends with 1 when memory grows. Load goes to
 * 127.0.0.1 only.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { chartFigure } from '#core/charts/chart'
import { STYLE } from '#core/charts/style'
import { Product } from '../loadtests/run/product.js'
import { logInViewers, REQUESTS, type BenchViewer } from './api/requests.js'
import { readMemory, trendOf, type MemorySample } from './soak/memory.js'

/** A viewer sends a heartbeat in 10 s, and something else in 20 s: 300 requests a second from 2,000. */
const HOUR_OF_2000_VIEWERS = 300 * 3600
const VIEWERS = 96
const CONNECTIONS = 48
const TITLES = 10_000
const SAMPLE_EVERY_MS = 2_000

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: String(HOUR_OF_2000_VIEWERS) },
    minutes: { type: 'string', default: '30' },
  },
})
const wanted = Math.min(Number(values.requests), HOUR_OF_2000_VIEWERS)
const minutes = Math.min(Number(values.minutes), 60)

// Starts are never ended here, and no viewer shall meet the limit.
process.env.STREAM_LIMIT = '1000000'
process.env.METRICS_TOKEN ??= 'soak'

/** What a viewer asks over and over: ten heartbeats among ten other things. */
function programmeOf(viewer: BenchViewer, titleIds: string[]): autocannon.Request[] {
  const headers = { authorization: `Bearer ${viewer.token}` }
  const profile = `profileId=${viewer.profileId}`
  const get = (path: string): autocannon.Request => ({ method: 'GET', path, headers })
  const [start, heartbeat] = REQUESTS
  const post = (request: (typeof REQUESTS)[number]): autocannon.Request => ({
    method: 'POST',
    path: request.path(viewer),
    headers: {
      'authorization': `Bearer ${request.token(viewer)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(request.body!(viewer)),
  })
  const others = [
    get(`/v1/profiles/${viewer.profileId}/home`),
    ...titleIds.slice(0, 3).map((id) => get(`/v1/titles/${id}?${profile}`)),
    get(`/v1/titles?${profile}&limit=24`),
    get(`/v1/search/suggestions?${profile}&q=lo`),
    get(`/v1/search?${profile}&q=love`),
    get(`/v1/profiles/${viewer.profileId}/continue-watching`),
    get(`/v1/profiles/${viewer.profileId}/history`),
    post(start!),
  ]
  return others.flatMap((other) => [other, post(heartbeat!)])
}

async function titleIdsOf(url: string, viewer: BenchViewer): Promise<string[]> {
  const response = await fetch(`${url}/v1/titles?profileId=${viewer.profileId}&limit=100`, {
    headers: { authorization: `Bearer ${viewer.token}` },
  })
  const { items } = (await response.json()) as { items: { id: string }[] }
  return items.map(({ id }) => id)
}

const product = await Product.prepare(join(process.env.DATA_DIR ?? '.data', 'load'))
try {
  const { titleId } = await product.fill(
    { accounts: VIEWERS, film: 'short', titles: TITLES },
    (words) => console.log(words)
  )
  await product.start()
  const viewers = await logInViewers(product.url, titleId, VIEWERS)
  const titleIds = await titleIdsOf(product.url, viewers[0]!)

  const samples: MemorySample[] = []
  let sent = 0
  let place = 0
  const ended = Promise.withResolvers<autocannon.Result>()
  const options: autocannon.Options = {
    url: product.url,
    connections: CONNECTIONS,
    amount: wanted,
    duration: minutes * 60,
    setupClient(client) {
      const own = viewers.filter((_, index) => index % CONNECTIONS === place % CONNECTIONS)
      const from = place++ * 2
      client.setRequests(
        own.flatMap((viewer, index) => programmeOf(viewer, titleIds.slice(from + index)))
      )
    },
  }
  const load = autocannon(options, (error, result) => {
    if (error) ended.reject(error as Error)
    else ended.resolve(result)
  })
  load.on('response', () => (sent += 1))
  const begun = Date.now()
  const stop = setTimeout(() => load.stop(), minutes * 60_000)
  const timer = setInterval(() => {
    void readMemory(product.url).then((memory) => {
      samples.push({ seconds: (Date.now() - begun) / 1000, requests: sent, ...memory })
      if (samples.length % 15 === 0) console.log(JSON.stringify(samples.at(-1)))
    })
  }, SAMPLE_EVERY_MS)
  const result = await ended.promise
  clearInterval(timer)
  clearTimeout(stop)

  const errors = result.errors + result.non2xx
  const trends = {
    residentBytes: trendOf(samples, 'residentBytes'),
    heapBytes: trendOf(samples, 'heapBytes'),
    handles: trendOf(samples, 'handles'),
  }
  const flat = Object.values(trends).every((trend) => trend.flat)
  const hours = sent / HOUR_OF_2000_VIEWERS
  const document = {
    at: new Date(begun).toISOString(),
    requests: sent,
    hours,
    errors,
    flat,
    trends,
  }
  console.table(trends)
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'soak.json'), JSON.stringify({ ...document, samples }, null, 2))
  await writeFile(join(folder, 'soak.html'), page(samples, document))
  const words = flat ? 'Memory is flat' : 'Memory grows'
  console.log(`${words} over ${sent} requests, ${errors} errors. Written to ${folder}/soak.json`)
  if (!flat || errors > 0) process.exitCode = 1
} finally {
  await product.stop()
}

function page(samples: MemorySample[], { requests, flat }: { requests: number; flat: boolean }) {
  const line = (name: string, colour: number, of: (sample: MemorySample) => number) => ({
    ...{ name, colour },
    points: samples.map((sample): [number, number] => [sample.requests / 1000, of(sample)]),
  })
  const mebibytes = (bytes: number) => bytes / 2 ** 20
  const memory = chartFigure({
    title: 'Memory of the web process',
    xLabel: 'thousands of requests',
    yLabel: 'MiB',
    lines: [
      line('resident', 0, ({ residentBytes }) => mebibytes(residentBytes)),
      line('heap in use', 1, ({ heapBytes }) => mebibytes(heapBytes)),
    ],
  })
  const handles = chartFigure({
    title: 'Open handles',
    xLabel: 'thousands of requests',
    yLabel: 'handles',
    lines: [line('handles', 2, (sample) => sample.handles)],
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>FlixFlow soak</title>
<style>${STYLE}</style></head><body><header>
<p class="verdict ${flat ? 'held' : 'missed'}">${flat ? 'Memory is flat' : 'Memory grows'}</p>
<h1>soak</h1><p>${requests} requests to one web process.</p></header>
<section class="charts">${memory}${handles}</section></body></html>
`
}
