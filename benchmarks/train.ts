/**
 * How training grows: for each size of viewing with planted tastes (0.1, 1, 5, 20 million events by
 * default, one profile to a hundred events) the time and peak memory of each phase of a whole
 * training from a file, as `node ace train --from` does it, the last fit on all events included.
 * Every size runs in a process of its own, so that its peak is its own.
 *
 *   npm run bench:train [-- --events 0.1,1,5,20 --titles 10000 --model auto --budget 20 --backend wasm]
 *
 * Events are in millions, the budget in minutes. Prints a table in Markdown, and writes it with all
 * figures to benchmarks/results/train.md and train.json.
 */
import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type { SizeMeasured } from './train/measure.js'
import { tableOf } from './train/table.js'

const SEED = 42
const EVENTS_PER_PROFILE = 100
/** Bytes. */
const MOST_OUTPUT = 2 ** 24

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '0.1,1,5,20' },
    titles: { type: 'string', default: '10000' },
    model: { type: 'string', default: 'auto' },
    budget: { type: 'string', default: '20' },
    backend: { type: 'string', default: '' },
  },
})
const titles = Number(values.titles)
const folder = join(process.env.DATA_DIR ?? '.data', 'bench-train')
const run = promisify(execFile)

/** Runs a step in a process of its own; it answers with JSON on the last line. */
async function step<T>(name: string, input: object): Promise<T> {
  const file = join(import.meta.dirname, 'train', `${name}.ts`)
  const args = ['--import=@poppinss/ts-exec', file, JSON.stringify(input)]
  const { stdout } = await run(process.execPath, args, { maxBuffer: MOST_OUTPUT })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T
}

await mkdir(folder, { recursive: true })
const measured: SizeMeasured[] = []
try {
  for (const millions of values.events.split(',').map(Number)) {
    const events = Math.round(millions * 1e6)
    const profiles = Math.max(2, Math.round(events / EVENTS_PER_PROFILE))
    const path = join(folder, 'events.csv')
    await step('make', { path, size: { profiles, titles, events, seed: SEED } })
    const result = await step<SizeMeasured>('measure', {
      ...{ path, model: values.model, budgetMs: Number(values.budget) * 60_000, seed: SEED },
      backend: values.backend || undefined,
    })
    measured.push(result)
    console.error(`${millions} million events: ${result.seconds.toFixed(1)} s`)
  }
} finally {
  await rm(folder, { recursive: true })
}

const table = tableOf(measured)
console.log(table)
const results = join(import.meta.dirname, 'results')
await mkdir(results, { recursive: true })
const machine = {
  ...{ cpus: cpus().length, model: cpus()[0]?.model, memoryBytes: totalmem() },
  ...{ node: process.version, loadAverage: loadavg() },
}
const document = { at: new Date().toISOString(), machine, settings: values, measured }
await writeFile(join(results, 'train.json'), JSON.stringify(document, null, 2))
await writeFile(join(results, 'train.md'), `${table}\n`)
console.log(`Written to ${join(results, 'train.json')} and train.md`)
