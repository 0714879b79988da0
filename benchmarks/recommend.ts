/**
 * How long it takes a web process to recommend: scoring all titles for one profile from its latest
 * history and ranking the best, with 10, 50 and 200 watched, beside the straightforward way in the same
 * run: the same item-to-item weights as a dense matrix, whose rows are added up, and a sort of all
 * titles. Both must name the same titles.
 *
 *   npm run bench:recommend [-- --titles 10000 --events 1000000 --models ease,blend --profiles 400]
 *
 * Models are fitted on viewing with planted tastes. Prints a table and writes
 * benchmarks/results/recommend.json.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBackend } from '#ml/backend'
import { buildInteractions } from '#ml/dataset/build_interactions'
import { modelTypes } from '#ml/models/index'
import type { ModelKind } from '#ml/models/model'
import { PlantedViewing } from '#ml/synthetic/planted_viewing'
import { DenseReference } from './recommend/dense_reference.js'
import { historiesOf } from './recommend/histories.js'
import { timeRecommending, type RecommendTimes } from './recommend/timing.js'

const SEED = 42
const EVENTS_PER_PROFILE = 100
const WATCHED = [10, 50, 200]
/** What home asks for: a rail, and spares for what the rules take out. */
const TOP = 100

const { values } = parseArgs({
  options: {
    titles: { type: 'string', default: '10000' },
    events: { type: 'string', default: '1000000' },
    models: { type: 'string', default: 'ease,blend' },
    profiles: { type: 'string', default: '400' },
  },
})
const titles = Math.min(Number(values.titles), 20_000)
const events = Math.min(Number(values.events), 20_000_000)
const profiles = Math.max(2, Math.round(events / EVENTS_PER_PROFILE))
const kinds = values.models.split(',') as ModelKind[]

const viewing = new PlantedViewing({ profiles, titles, events, seed: SEED })
const { data } = await buildInteractions(viewing.events(), { titles: viewing.titleIds })
const histories = new Map(
  WATCHED.map((watched) => [watched, historiesOf(data, watched, Number(values.profiles))])
)
const backend = await openBackend()
const context = { backend, seed: SEED, features: null, deadline: null }
const at = data.times.reduce((a, b) => Math.max(a, b), 0)

const measured: ({ model: string; watched: number } & RecommendTimes)[] = []
for (const kind of kinds) {
  const type = modelTypes[kind]
  if (!type) throw new Error(`There is no model ${kind}`)
  console.error(`${kind} is fitted on ${data.columns.length} cells`)
  const model = await type.fit(data, type.defaults, context)
  const reference = kind === 'ease' ? DenseReference.of(model) : null
  for (const [watched, some] of histories) {
    measured.push({ model: kind, watched, ...timeRecommending(model, some, at, TOP) })
    if (!reference) continue
    const times = timeRecommending(reference, some, at, TOP, reference.rank)
    measured.push({ model: 'ease, dense and sorted', watched, ...times })
    reference.checkAgrees(model, some, at)
  }
}
console.table(measured)

const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
const machine = {
  ...{ cpus: cpus().length, model: cpus()[0]?.model },
  ...{ node: process.version, loadAverage: loadavg() },
}
const settings = { titles, events, profiles, top: TOP, backend: backend.description }
const document = { at: new Date().toISOString(), machine, settings, measured }
await writeFile(join(results, 'recommend.json'), JSON.stringify(document, null, 2))
console.log(`Written to ${join(results, 'recommend.json')}`)
process.exit(0)
