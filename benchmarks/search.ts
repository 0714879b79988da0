/**
 * How long suggestions and searches take on 10,000 titles, in process, beside PostgreSQL's own
 * full-text search (`websearch_to_tsquery` and `ts_rank` over the names, by an index) on the same
 * texts in the same run: labelled queries, the suggestions typed letter by letter. Each text is asked
 * twice: by a process that nobody has asked it yet, and again.
 *
 *   npm run bench:search [-- --titles 10000 --per-class 8]
 *
 * Prints a table and writes benchmarks/results/search_speed.json. Has a data folder of its own.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createIgnitor } from '../bin/application.js'
import { freePort } from '../bin/role_process.js'
import type { Timed } from './search/timing.js'

const SEED = 42
/** Brings code, connections and statements to working temperature; no query begins so. */
const WARMING = ['0', '00', '000 0', '0000 000', 'zz zzz zzzz zzzzz']
const WARMINGS = 8

const { values } = parseArgs({
  options: {
    'titles': { type: 'string', default: '10000' },
    'per-class': { type: 'string', default: '8' },
  },
})
const titles = Math.min(Number(values.titles), 10_000)
const perClass = Math.min(Number(values['per-class']), 50)

process.env.DATA_DIR = join(process.env.DATA_DIR ?? '.data', 'search')
process.env.LOG_LEVEL ??= 'error'
await mkdir(join(process.env.DATA_DIR, 'logs'), { recursive: true })
// A whole web process, as it serves: its caches are part of what is measured.
process.env.PORT = String(await freePort())
const ignitor = createIgnitor({ services: true, migrated: true })
await ignitor.httpServer().start()
try {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  const { inventOnce } = await import('./search/catalogue.js')
  const { labelledQueries, typedTexts } = await import('./search/typing.js')
  const { timeEach } = await import('./search/timing.js')
  const { fullText, JUDGES_VIEW } = await import('../app/catalog/evaluating/measure.js')
  const { SearchCatalogue } = await import('../app/catalog/queries/search_catalogue.js')
  const { Suggest } = await import('../app/catalog/queries/suggest.js')

  await inventOnce(titles, SEED)
  const queries = await labelledQueries(perClass)
  const typed = typedTexts(queries)
  const whole = [...new Set(queries.map(({ text }) => text))]
  const viewing = JUDGES_VIEW
  const suggest = (text: string) => new Suggest().handle({ viewing, text })
  const search = async (text: string) =>
    (await new SearchCatalogue().handle({ viewing, text, filters: {}, limit: 20 })).items
  for (let time = 0; time < WARMINGS; time++) {
    for (const text of WARMING) {
      await Promise.all([suggest(text), search(`${text} ${time}`), fullText(text)])
    }
  }

  const measured: Record<string, Timed> = {
    'suggestions, first asking': await timeEach(typed, suggest),
    'suggestions, again': await timeEach(typed, suggest),
    'suggestions, plain': await timeEach(typed, fullText),
    'searches, first asking': await timeEach(whole, search),
    'searches, again': await timeEach(whole, search),
    'searches, plain': await timeEach(whole, fullText),
  }
  console.table(measured)

  const target = join(import.meta.dirname, 'results/search_speed.json')
  await mkdir(join(target, '..'), { recursive: true })
  const { rows } = await db.rawQuery<{ rows: { server_version: string }[] }>('show server_version')
  const machine = {
    ...{ cpus: cpus().length, model: cpus()[0]?.model, loadAverage: loadavg() },
    ...{ node: process.version, postgres: rows[0]?.server_version },
  }
  const document = {
    at: new Date().toISOString(),
    machine,
    setting: { titles, perClass },
    measured,
  }
  await writeFile(target, JSON.stringify(document, null, 2))
  console.log(`Written to ${target}`)
} finally {
  await ignitor.terminate()
}
