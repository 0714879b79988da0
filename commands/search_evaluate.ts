import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import pg from 'pg'
import type { Evaluation } from '#catalog'

const SETS = ['generated', 'real'] as const
const FOLDER = 'benchmarks/search'
const RESULTS = 'benchmarks/results'

type Floor = Record<(typeof SETS)[number], { mrr: number; ndcg: number }>

/**
 * Judges the search on labelled queries, beside PostgreSQL's own: MRR and NDCG at 10, overall and by
 * class. Works in a database of its own, which it makes and drops; the real one is never touched.
 */
export default class SearchEvaluate extends BaseCommand {
  static override commandName = 'search:evaluate'
  static override description = 'Judge the search on labelled queries: MRR and NDCG@10'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'Titles of the generated set', default: 2000 })
  declare titles: number

  @flags.number({ description: 'Queries of each class, in each set', default: 30 })
  declare perClass: number

  @flags.boolean({ description: 'Fail below the committed floor' })
  declare check: boolean

  @flags.boolean({ description: 'Print the queries of the dev half that are answered worst' })
  declare worst: boolean

  override async run() {
    const evaluations: Evaluation[] = []
    for (const set of SETS) evaluations.push(await this.#evaluate(set))
    for (const evaluation of evaluations) this.#print(evaluation)
    await mkdir(this.app.makePath(RESULTS), { recursive: true })
    const path = this.app.makePath(RESULTS, 'search.json')
    await writeFile(path, JSON.stringify(evaluations, null, 2))
    this.logger.info(`${RESULTS}/search.json`)
    if (this.check) await this.#checkFloor(evaluations)
  }

  async #evaluate(set: (typeof SETS)[number]): Promise<Evaluation> {
    // The module reads settings that are not there before the application has booted.
    const { EvaluateSearch } = await import('#catalog')
    const films = JSON.parse(await readFile(this.app.makePath(FOLDER, 'real_films.json'), 'utf8'))
    return this.#inScratchDatabase(() =>
      new EvaluateSearch().handle({ set, titles: this.titles, films, perClass: this.perClass })
    )
  }

  async #inScratchDatabase<T>(work: () => Promise<T>): Promise<T> {
    const { default: db } = await import('@adonisjs/lucid/services/db')
    const { default: env } = await import('#start/env')
    const { MigrationRunner } = await import('@adonisjs/lucid/migration')
    const real = env.get('DATABASE_URL').release()
    const name = `flixflow_evaluate_${process.pid}`
    const scratch = new URL(real)
    scratch.pathname = `/${name}`
    const connection = db.primaryConnectionName
    const config = db.manager.get(connection)!.config
    await asAdmin(real, `create database ${name}`)
    try {
      await db.manager.close(connection)
      db.manager.patch(connection, {
        ...config,
        connection: { connectionString: scratch.href },
      } as typeof config)
      const migrations = new MigrationRunner(db, this.app, { direction: 'up', dryRun: false })
      await migrations.run()
      if (migrations.error) throw migrations.error
      return await work()
    } finally {
      await db.manager.close(connection)
      db.manager.patch(connection, config)
      await asAdmin(real, `drop database ${name} with (force)`)
    }
  }

  #print({ set, titles, marks, worst }: Evaluation) {
    const searchers = Object.keys(marks)
    const classes = Object.keys(marks[searchers[0]!]!.test)
    this.logger.log(`\n${set}, ${titles} titles; MRR / NDCG@10`)
    const table = this.ui.table()
    table.head([
      'class',
      'queries',
      ...searchers.flatMap((name) => [`${name} dev`, `${name} test`]),
    ])
    for (const kind of classes) {
      const cells = searchers.flatMap((name) =>
        (['dev', 'test'] as const).map((half) => {
          const mark = marks[name]![half][kind]
          return mark ? `${mark.mrr.toFixed(3)} / ${mark.ndcg.toFixed(3)}` : '-'
        })
      )
      const count = (half: 'dev' | 'test') => marks[searchers[0]!]![half][kind]?.queries ?? 0
      table.row([kind, String(count('dev') + count('test')), ...cells])
    }
    table.render()
    if (!this.worst) return
    for (const query of worst) {
      this.logger.log(`  ${query.class}: ${query.text} (${query.mrr.toFixed(2)})`)
    }
  }

  async #checkFloor(evaluations: Evaluation[]): Promise<void> {
    const path = this.app.makePath(FOLDER, 'floor.json')
    const floor = JSON.parse(await readFile(path, 'utf8')) as Floor
    for (const { set, marks } of evaluations) {
      const { mrr, ndcg } = marks['FlixFlow']!.test['all']!
      const least = floor[set]
      if (mrr >= least.mrr && ndcg >= least.ndcg) continue
      this.exitCode = 1
      this.logger.error(
        `${set}: MRR ${mrr}, NDCG@10 ${ndcg}; the floor is ${least.mrr} and ${least.ndcg}`
      )
    }
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
