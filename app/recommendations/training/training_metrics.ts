import db from '@adonisjs/lucid/services/db'
import { Gauge } from 'prom-client'

interface State {
  promoted: number | null
  failures: number
  succeeded: number | null
}

/** Failures since the last training that did not fail; by `training_runs_pkey`. */
const STATE = `
  with newest as (
    select id, outcome, finished_at from recommendations.training_runs order by id desc limit 100
  ), good as (
    select max(id::text) as id, extract(epoch from max(finished_at))::float8 as at
    from newest where outcome in ('promoted', 'kept', 'skipped')
  )
  select good.at as succeeded,
    (select version from recommendations.models where state = 'promoted') as promoted,
    (select count(*)::integer from newest
     where outcome = 'failed' and (good.id is null or newest.id::text > good.id)) as failures
  from good`

const gauges = [
  {
    name: 'flixflow_training_failures',
    help: 'Trainings that failed since the last one that did not',
    of: (state: State) => state.failures,
  },
  {
    name: 'flixflow_training_last_success_timestamp_seconds',
    help: 'When a training last ended well, or had nothing new to learn; 0 for never',
    of: (state: State) => state.succeeded ?? 0,
  },
  {
    name: 'flixflow_model_promoted_version',
    help: 'Version of the model that is to serve; 0 without one',
    of: (state: State) => state.promoted ?? 0,
  },
]

for (const { name, help, of } of gauges) {
  new Gauge({
    ...{ name, help, aggregator: 'first' as const },
    async collect() {
      // Without a database there is nothing to tell, and the other metrics are told all the same.
      const state = await trainings().catch(() => null)
      if (state) this.set(of(state))
    },
  })
}

let asked: Promise<State> | null = null

/** One query for all that are collected at once. */
function trainings(): Promise<State> {
  asked ??= db
    .rawQuery<{ rows: State[] }>(STATE)
    .then(({ rows }) => rows[0]!)
    .finally(() => (asked = null))
  return asked
}
