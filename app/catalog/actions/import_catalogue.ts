import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { errors as vineErrors } from '@vinejs/vine'
import { validateValue } from '#core/http/validate'
import type { AccountId } from '#core/ids'
import { ProblemError, type ProblemField } from '#core/problem'
import { E_IMPORT_RUNNING } from '../errors.js'
import {
  ITEM_KINDS,
  ITEM_VALIDATORS,
  UnreadableFile,
  type ExchangeFormat,
  type ImportProblem,
  type Item,
  type ItemKind,
  type ReadItem,
} from '../exchange/items.js'
import { readFile } from '../exchange/read_file.js'
import { ImportItem } from './import_item.js'

/** What a file did, or in a dry run would do. */
export interface ImportReport {
  dryRun: boolean
  /** Whether anything was written: never in a dry run, nor when a row is bad. */
  imported: boolean
  items: number
  created: number
  updated: number
  unchanged: number
  /** How many there are; `problems` names the first thousand. */
  problemCount: number
  problems: ImportProblem[]
}

export interface ImportCatalogueInput {
  content: Buffer
  format: ExchangeFormat
  /** Does everything, and then takes all of it back: so its report is exactly what would happen. */
  dryRun?: boolean
  by?: AccountId | null
  /** Items at most; more are a problem. */
  mostItems?: number
}

const MOST_PROBLEMS = 1_000

/** Two imports at once would wait for each other's titles. */
const LOCK = 7_205_002

/**
 * Makes a file true in the catalogue: one transaction, all of it or nothing. What has an id that is
 * known is changed, what has not is begun as a draft; importing a file again changes nothing.
 */
export class ImportCatalogue {
  /** @throws E_IMPORT_RUNNING */
  async handle(input: ImportCatalogueInput): Promise<ImportReport> {
    const { dryRun = false } = input
    const run = new ImportRun(input)
    const trx = await db.transaction()
    try {
      await lock(trx)
      await run.readAll(trx)
      const imported = !dryRun && run.report.problemCount === 0
      if (imported) await trx.commit()
      else await trx.rollback()
      return { ...run.report, dryRun, imported }
    } catch (error) {
      if (!trx.isCompleted) await trx.rollback()
      throw error
    }
  }
}

async function lock(trx: TransactionClientContract): Promise<void> {
  const { rows } = await trx.rawQuery<{ rows: { mine: boolean }[] }>(
    'select pg_try_advisory_xact_lock(?) as mine',
    [LOCK]
  )
  if (!rows[0]?.mine) throw new E_IMPORT_RUNNING({ headers: { 'retry-after': '10' } })
}

class ImportRun {
  readonly report = {
    ...{ items: 0, created: 0, updated: 0, unchanged: 0, problemCount: 0 },
    problems: [] as ImportProblem[],
  }

  constructor(private input: ImportCatalogueInput) {}

  async readAll(trx: TransactionClientContract): Promise<void> {
    const { content, format, mostItems = Infinity } = this.input
    try {
      for (const item of readFile(content, format)) {
        if (++this.report.items > mostItems) {
          throw new UnreadableFile(`At most ${mostItems} items are taken at a time.`, item.line)
        }
        await this.#readOne(trx, item)
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      this.#complain({ line: error.line, column: error.column, message: error.message })
    }
  }

  /** In a savepoint, so that one bad item leaves the rest to be looked at. */
  async #readOne(trx: TransactionClientContract, read: ReadItem): Promise<void> {
    const { line, value, broken, columnOf = (field: string) => field } = read
    if (broken !== undefined) return this.#complain({ line, column: null, message: broken })
    try {
      const item = await checked(value)
      const savepoint = await trx.transaction()
      try {
        const outcome = await new ImportItem().handle(item, { by: this.input.by, trx: savepoint })
        await savepoint.commit()
        this.report[outcome] += 1
      } catch (error) {
        await savepoint.rollback()
        throw error
      }
    } catch (error) {
      for (const { field, message } of fieldsOf(error)) {
        this.#complain({ line, column: field && columnOf(field), message })
      }
    }
  }

  #complain(problem: ImportProblem): void {
    this.report.problemCount += 1
    if (this.report.problems.length < MOST_PROBLEMS) this.report.problems.push(problem)
  }
}

async function checked(value: Record<string, unknown>): Promise<Item> {
  const kind = value.kind as ItemKind
  if (!ITEM_KINDS.includes(kind)) {
    const message = `The kind is one of ${ITEM_KINDS.join(', ')}.`
    throw new vineErrors.E_VALIDATION_ERROR([{ field: 'kind', message }])
  }
  return (await validateValue(value, ITEM_VALIDATORS[kind] as never)) as Item
}

/** What is wrong with an item; an error that is not about the item is thrown on. */
function fieldsOf(error: unknown): { field: string | null; message: string }[] {
  if (error instanceof vineErrors.E_VALIDATION_ERROR) return error.messages as ProblemField[]
  if (!(error instanceof ProblemError) || error.status >= 500) throw error
  const { fields, detail } = error.options
  return fields ?? [{ field: null, message: detail ?? error.title }]
}
