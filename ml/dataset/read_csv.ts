import { alignHeldOut, type AlignedHeldOut } from './align_held_out.js'
import { buildCounted, checkEnough, isPossibleTime, isShare } from './build_interactions.js'
import { likeOf } from './confidence.js'
import { readCsvFile } from './csv/csv_file.js'
import type { CsvLine } from './csv/csv_line.js'
import { isoSeconds, numberIn, plainDecimal, unixSeconds } from './csv/csv_values.js'
import { IdTable } from './csv/id_table.js'
import { countSkipped, describeSkipped, emptyCounts } from './data_counts.js'
import type { DataCounts, SkipReason } from './data_counts.js'
import { EventStore } from './event_store.js'
import { E_TOO_LITTLE_DATA } from '../errors.js'
import type { BuiltInteractions } from './build_interactions.js'
import type { Interactions } from './interactions.js'

const COLUMNS = ['profile', 'title', 'timestamp', 'completion'] as const
const [PROFILE, TITLE, TIMESTAMP, COMPLETION] = [0, 1, 2, 3]
/** Bytes. */
const LONGEST_ID = 1024

export interface ReadCsvOptions {
  /** Unix time in seconds; by default the clock's. */
  now?: number
  onProgress?: (bytesRead: number, bytesInAll: number) => void
}

/**
 * Reads events of a file with the columns `profile,title,timestamp,completion` (others are ignored;
 * comma or tab; times in Unix seconds, milliseconds, or ISO 8601), as `buildInteractions` does. A file
 * may be of any age, so ages do not matter. Where no row has a time, or all have 0, all are kept.
 * @throws E_TOO_LITTLE_DATA, and the errors of `readCsvFile`
 */
export async function readCsvInteractions(
  path: string,
  options: ReadCsvOptions = {}
): Promise<BuiltInteractions> {
  const built = await readMatrix(path, options)
  checkEnough(built.data, built.counts)
  return built
}

export interface CsvHeldOut extends AlignedHeldOut {
  counts: DataCounts
}

/**
 * Reads what is to be found for the profiles of `train`, from a file of the same form.
 * @throws E_TOO_LITTLE_DATA when it has no row that can be used, and the errors of `readCsvFile`
 */
export async function readCsvHeldOut(
  path: string,
  train: Interactions,
  options: ReadCsvOptions = {}
): Promise<CsvHeldOut> {
  const { data, counts } = await readMatrix(path, options)
  if (data.columns.length === 0) {
    throw new E_TOO_LITTLE_DATA(`${path} holds nothing to find: ${describeSkipped(counts)}`)
  }
  return { ...alignHeldOut(data, train), counts }
}

async function readMatrix(
  path: string,
  { now = Date.now() / 1000, onProgress }: ReadCsvOptions
): Promise<BuiltInteractions> {
  const counts = emptyCounts()
  const store = new EventStore()
  const profiles = new IdTable()
  const titles = new IdTable()

  const addLine = (line: CsvLine, bytes: Buffer, number: number): SkipReason | null => {
    if (line.isBad) return 'badRow'
    for (const slot of COLUMNS.keys()) line.settle(bytes, slot)
    if (!isId(line, PROFILE) || !isId(line, TITLE)) return 'missingId'
    const completion = completionOf(line, bytes)
    if (!isShare(completion)) return 'badCompletion'
    const time = timeOf(line, bytes)
    if (!isPossibleTime(time, now)) return 'badTime'
    const row = profiles.findOrAdd(bytes, line.starts[PROFILE]!, line.ends[PROFILE]!)
    const column = titles.findOrAdd(bytes, line.starts[TITLE]!, line.ends[TITLE]!)
    if (row < 0 || column < 0) return 'badRow'
    store.add(row, column, likeOf({ completion }), time, 1, number)
    return null
  }

  await readCsvFile(path, {
    columns: COLUMNS,
    onProgress,
    onLine: (line, bytes, number) => {
      counts.read++
      const reason = addLine(line, bytes, number)
      if (reason) countSkipped(counts, reason, number)
    },
  })
  const ids = { profiles: profiles.list, titles: titles.list }
  return { data: buildCounted(store, ids, counts, null), counts }
}

function isId({ starts, ends }: CsvLine, slot: number): boolean {
  const length = ends[slot]! - starts[slot]!
  return length > 0 && length <= LONGEST_ID
}

function completionOf(line: CsvLine, bytes: Buffer): number {
  const plain = plainDecimal(bytes, line.starts[COMPLETION]!, line.ends[COMPLETION]!)
  return Number.isNaN(plain) ? numberIn(line.text(bytes, COMPLETION)) : plain
}

/** Unix time in seconds; 0 for an empty field, NaN for what is no time. */
function timeOf(line: CsvLine, bytes: Buffer): number {
  const plain = plainDecimal(bytes, line.starts[TIMESTAMP]!, line.ends[TIMESTAMP]!)
  if (!Number.isNaN(plain)) return unixSeconds(plain)
  const text = line.text(bytes, TIMESTAMP)
  if (text === '') return 0
  const value = numberIn(text)
  return Number.isNaN(value) ? isoSeconds(text) : unixSeconds(value)
}
