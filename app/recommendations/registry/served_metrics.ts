import { Counter, Gauge } from 'prom-client'

export const modelRefusals = new Counter({
  name: 'flixflow_model_refusals_total',
  help: 'Times a process could not load a model that it was to serve, and went on with the old one',
})

/** The version that the processes serve, the oldest of them; 0 without a model. */
export const servedVersion = new Gauge({
  name: 'flixflow_model_served_version',
  help: 'Version of the model that is served, the oldest of all processes; 0 without one',
  aggregator: 'min',
})
