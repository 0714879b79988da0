import { Counter } from 'prom-client'

export const modelRefusals = new Counter({
  name: 'flixflow_model_refusals_total',
  help: 'Times a process could not load a model that it was to serve, and went on with the old one',
})
