import { Counter, Histogram } from 'prom-client'
import { GroupCommit } from '#core/group_commit'
import { impressionKeyOf, type Impression } from './impression.js'
import { keepImpressions } from './keep_impressions.js'

const received = new Counter({
  name: 'flixflow_impressions_total',
  help: 'Titles shown and clicked, by outcome: kept on disk, or failed with their batch',
  labelNames: ['outcome'] as const,
})

const flush = new Histogram({
  name: 'flixflow_impressions_flush_seconds',
  help: 'Time of one write of impressions',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
})

for (const outcome of ['kept', 'failed']) received.inc({ outcome }, 0)

/** Writes what many viewers were shown together. */
export const impressionWriter = new GroupCommit<Impression>({
  keyOf: impressionKeyOf,
  merge: (first) => first,
  keepAll: keepImpressions,
  measure({ rows, seconds, kept }) {
    received.inc({ outcome: kept ? 'kept' : 'failed' }, rows)
    flush.observe(seconds)
  },
})
