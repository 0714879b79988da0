import { basename } from 'node:path'
import type { Backend } from '#ml/backend'
import { describeSkipped, type DataCounts } from '#ml/dataset/data_counts'
import { readCsvHeldOut, readCsvInteractions, type CsvHeldOut } from '#ml/dataset/read_csv'
import type { SplitKind } from '#ml/split'
import type { Rival } from '#ml/training/fair_rival'
import type { Choice } from '#ml/training/fit_chosen'
import { gate } from '#ml/training/gate'
import { Phases, type OnPhase } from '#ml/training/phases'
import { reportOf, type TrainingReport } from '#ml/training/report'
import { train } from '#ml/training/train'

export interface FileTraining {
  from: string
  holdout: string | null
  /** By default the last like of each profile, or at random where no event has a time. */
  split: SplitKind | null
  choice: Choice
  k: number
  seed: number
  budgetMs: number
  backend: Backend
  versions: Record<string, string>
  /** The model that serves now, where it can be asked for; else why it cannot. */
  promoted: { id: string; version: number; rival: Rival } | string
  onPhase: OnPhase
}

/**
 * Trains on a file and judges, without a database. Nothing is registered: a file's titles are not the
 * catalogue's.
 * @throws E_TOO_LITTLE_DATA, and what reading the files throws
 */
export async function trainFromFile(wish: FileTraining): Promise<TrainingReport> {
  const phases = new Phases(wish.onPhase)
  const warnings: string[] = []
  try {
    const { data, counts } = await phases.run('read', (tell) =>
      readCsvInteractions(wish.from, { onProgress: (read, all) => tell(read / all) })
    )
    warnings.push(...skippedOf(wish.from, counts))
    const holdout = await readHoldout()
    const split = wish.split ?? (data.times.some((time) => time > 0) ? 'last' : 'random')
    const promoted = typeof wish.promoted === 'string' ? null : wish.promoted
    if (typeof wish.promoted === 'string') warnings.push(wish.promoted)
    const result = await train({
      ...{ data, holdout, split, features: null, refit: false, phases },
      ...{ choice: wish.choice, k: wish.k, seed: wish.seed },
      ...{ budgetMs: wish.budgetMs, backend: wish.backend, promoted: promoted?.rival ?? null },
    })
    const { evaluation, sanity } = result.chosen
    const { promote, reasons } = gate({
      candidate: { evaluation, sanity, titles: data.titles.length },
      promoted: null,
    })
    return reportOf({
      ...{ result, data, counts, warnings, promoted, versions: wish.versions },
      source: {
        from: basename(wish.from),
        holdout: wish.holdout && basename(wish.holdout),
        split: holdout ? 'holdout' : split,
      },
      ...{ model: wish.choice, k: wish.k, seed: wish.seed, budgetMs: wish.budgetMs },
      ...{ backend: wish.backend, phases: phases.done, at: new Date() },
      verdict: { outcome: 'judged', reasons: promote ? [] : reasons, modelId: null, version: null },
    })

    async function readHoldout(): Promise<CsvHeldOut | null> {
      if (wish.holdout === null) return null
      const read = await phases.run('read holdout', (tell) =>
        readCsvHeldOut(wish.holdout!, data, { onProgress: (done, all) => tell(done / all) })
      )
      warnings.push(...skippedOf(wish.holdout, read.counts), ...unfindable(read))
      return read
    }
  } finally {
    await phases.stop()
  }
}

function skippedOf(file: string, counts: DataCounts): string[] {
  const skipped = describeSkipped(counts)
  return skipped ? [`Rows of ${basename(file)} that were left out: ${skipped}.`] : []
}

function unfindable(of: CsvHeldOut): string[] {
  const warnings: string[] = []
  if (of.unknownTitleCells > 0) {
    warnings.push(
      `${of.unknownTitleCells} held-out events are of titles that the training file does not have; nobody can find them, and they count as missed.`
    )
  }
  if (of.unknownProfiles > 0) {
    warnings.push(
      `${of.unknownProfiles} profiles are in the holdout only; they are recommended to as newcomers.`
    )
  }
  if (of.alsoTrainedCells > 0) {
    warnings.push(
      `${of.alsoTrainedCells} held-out events are in the training file too; they are never recommended again, and count as missed.`
    )
  }
  return warnings
}
