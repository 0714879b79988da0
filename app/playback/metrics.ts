import { Counter, Histogram } from 'prom-client'

export const playStarts = new Counter({
  name: 'flixflow_play_starts_total',
  help: 'Play sessions started',
})

export const playRefusals = new Counter({
  name: 'flixflow_play_refusals_total',
  help: 'Plays refused, by the code of the reason',
  labelNames: ['code'] as const,
})

export const leaseFailures = new Counter({
  name: 'flixflow_lease_failures_total',
  help: 'Times a stream limit could not be asked because Redis was away, and playing went on',
})

export const licencesIssued = new Counter({
  name: 'flixflow_licences_total',
  help: 'Licences issued',
})

export const heartbeatsKept = new Counter({
  name: 'flixflow_heartbeats_total',
  help: 'Heartbeats by outcome: kept on disk, or failed with their batch',
  labelNames: ['outcome'] as const,
})

export const heartbeatBatch = new Histogram({
  name: 'flixflow_heartbeat_batch_size',
  help: 'Heartbeats written by one statement',
  buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500],
})

export const heartbeatFlush = new Histogram({
  name: 'flixflow_heartbeat_flush_seconds',
  help: 'Time of one write of heartbeats',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
})

export const edgeRequests = new Counter({
  name: 'flixflow_edge_requests_total',
  help: 'Files served by the edge',
})

export const edgeBytes = new Counter({
  name: 'flixflow_edge_bytes_total',
  help: 'Bytes of media sent by the edge',
})

export const edgeRefusals = new Counter({
  name: 'flixflow_edge_refusals_total',
  help: 'Requests refused by the edge, by the code of the reason',
  labelNames: ['code'] as const,
})
