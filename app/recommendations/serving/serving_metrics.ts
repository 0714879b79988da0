import { Counter, Histogram } from 'prom-client'

export const modelFailures = new Counter({
  name: 'flixflow_model_failures_total',
  help: 'Times a model failed while a profile was scored, by how; popular rails were shown instead',
  labelNames: ['how'] as const,
})

export const scoringDuration = new Histogram({
  name: 'flixflow_scoring_duration_seconds',
  help: 'Time to score all titles for one profile',
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25],
})
