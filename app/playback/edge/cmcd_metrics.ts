import type { IncomingHttpHeaders } from 'node:http'
import { Counter, Histogram } from 'prom-client'
import { cmcdTextOf, parseCmcd } from './cmcd.js'

const requests = new Counter({
  name: 'flixflow_cmcd_requests_total',
  help: 'Media requests that carried CMCD (CTA-5004), by whether it could be read',
  labelNames: ['outcome'] as const,
})

const objects = new Counter({
  name: 'flixflow_cmcd_objects_total',
  help: 'Media requests by what CMCD says they are for',
  labelNames: ['type'] as const,
})

const starvations = new Counter({
  name: 'flixflow_cmcd_buffer_starvations_total',
  help: 'Media requests that came after the player’s buffer had run dry (CMCD bs)',
})

const urgent = new Counter({
  name: 'flixflow_cmcd_startup_requests_total',
  help: 'Media requests that a start or a seek waited for (CMCD su)',
})

const buffers = new Histogram({
  name: 'flixflow_cmcd_buffer_seconds',
  help: 'Media that players had in their buffers when they asked for more (CMCD bl)',
  buckets: [0, 0.5, 1, 2, 4, 8, 15, 30, 60],
})

const throughputs = new Histogram({
  name: 'flixflow_cmcd_throughput_bits_per_second',
  help: 'Throughput that players measured (CMCD mtp)',
  buckets: [3e5, 1e6, 2e6, 4e6, 8e6, 16e6, 32e6, 64e6, 128e6],
})

/** Counts what a media request says of its player. Never refuses: the viewer wants the film. */
export function countCmcd(query: string, headers: IncomingHttpHeaders): void {
  const text = cmcdTextOf(query, headers)
  if (text === null) return
  const cmcd = parseCmcd(text)
  requests.inc({ outcome: cmcd ? 'read' : 'malformed' })
  if (!cmcd) return
  if (cmcd.objectType) objects.inc({ type: cmcd.objectType })
  if (cmcd.starved) starvations.inc()
  if (cmcd.startup) urgent.inc()
  if (cmcd.bufferMs !== null) buffers.observe(cmcd.bufferMs / 1000)
  if (cmcd.throughput !== null) throughputs.observe(cmcd.throughput)
}
