import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { TRY_LATER } from '#core/process/exit_codes'
import { openBackend, type Backend } from '#ml/backend'
import { MODEL_KINDS } from '#ml/models/model'
import { SPLIT_KINDS, type SplitKind } from '#ml/split'
import type { Choice } from '#ml/training/fit_chosen'
import type { TrainingReport } from '#ml/training/report'
import { parseBudget } from '../bin/training/budget.js'
import { findPromoted } from '../bin/training/find_promoted.js'
import { trainFromFile } from '../bin/training/train_from_file.js'
import { TrainingProgress } from '../bin/training/training_progress.js'
import { versions } from '../bin/training/versions.js'
import { reportFiles, writeReport } from '../bin/training/write_report.js'
import { describeReport } from '../bin/training/describe_report.js'

const CHOICES: readonly Choice[] = ['auto', ...MODEL_KINDS]
const MOST_K = 1_000

interface Settings {
  choice: Choice
  split: SplitKind | null
  k: number
  seed: number
  budgetMs: number
}

/** Trains a model on the watch history, or tries one on a file. */
export default class Train extends BaseCommand {
  static override commandName = 'train'
  static override description = 'Train the recommender on the watch history, or try one on a file'
  // The history needs the application, and a file does not: it starts below where it is needed.
  static override options: CommandOptions = { startApp: false }
  static override help = [
    'From the watch history: registers a model, and has it serve when it is not worse:',
    '```',
    '{{ binaryName }} train',
    '```',
    'From a file with the columns profile,title,timestamp,completion; registers nothing:',
    '```',
    '{{ binaryName }} train --from events.csv --holdout test.csv --budget 10m --report out.json',
    '```',
  ]

  @flags.string({ description: 'File of events to learn from, instead of the watch history' })
  declare from?: string

  @flags.string({ description: 'File of events to find; by default a part of the data' })
  declare holdout?: string

  @flags.string({ description: `How a part is held out: ${SPLIT_KINDS.join(', ')}` })
  declare split?: string

  @flags.string({ description: `One of ${CHOICES.join(', ')}`, default: 'auto' })
  declare model: string

  @flags.number({ description: 'Length of the lists that are judged', default: 20 })
  declare k: number

  @flags.number({ description: 'Same seed, same data, same backend: same model', default: 42 })
  declare seed: number

  @flags.string({ description: 'How long all of it may take: 90s, 10m, 2h', default: '10m' })
  declare budget: string

  @flags.string({
    description: 'Write the report to this file as JSON, with a page and plots beside it',
  })
  declare report?: string

  @flags.boolean({ description: 'Train and judge, but register, promote and record nothing' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Do nothing when the history is as it was for the newest model' })
  declare ifChanged: boolean

  override async run() {
    const settings = this.#settings()
    if (typeof settings === 'string') return this.#refuse(settings)
    const backend = await openBackend()
    this.logger.info(`Backend: ${backend.description}`)
    const progress = new TrainingProgress()
    try {
      const report = this.from
        ? await this.#fromFile(this.from, { ...settings, backend }, progress)
        : await this.#fromHistory({ ...settings, backend }, progress)
      progress.stop()
      if (report) await this.#tell(report)
    } catch (error) {
      progress.stop()
      const { code } = error as { code?: unknown }
      if (!(error instanceof Error) || typeof code !== 'string') throw error
      this.#refuse(error.message)
      if (code === 'recommendations.training-runs') this.exitCode = TRY_LATER
    }
  }

  async #fromFile(
    from: string,
    settings: Settings & { backend: Backend },
    progress: TrainingProgress
  ): Promise<TrainingReport> {
    return trainFromFile({
      ...settings,
      ...{ from, holdout: this.holdout ?? null },
      versions: await versions(this.app.appRoot),
      promoted: await findPromoted(this.app),
      onPhase: (phase, share) => progress.show(phase, share),
    })
  }

  async #fromHistory(
    settings: Settings & { backend: Backend },
    progress: TrainingProgress
  ): Promise<TrainingReport | null> {
    await this.app.boot()
    await this.app.start(() => {})
    const { RunTraining } = await import('#recommendations')
    const { outcome, reason, report } = await new RunTraining().handle({
      ...settings,
      ...{ split: settings.split ?? 'last', dryRun: this.dryRun, ifChanged: this.ifChanged },
      versions: await versions(this.app.appRoot),
      onPhase: (phase, share) => progress.show(phase, share),
    })
    if (outcome === 'skipped') this.logger.info(`Skipped: ${reason}`)
    return report
  }

  async #tell(report: TrainingReport) {
    const { head, rows, lines } = describeReport(report)
    const table = this.ui.table().head(head)
    for (const row of rows) table.row(row)
    table.render()
    for (const line of lines) this.logger.log(line)
    for (const warning of report.warnings) this.logger.warning(warning)
    if (!this.report) return
    await writeReport(this.report, report)
    this.logger.info(`Written: ${reportFiles(this.report).join(', ')}`)
  }

  #settings(): Settings | string {
    const choice = CHOICES.find((name) => name === this.model)
    if (!choice) return `--model is one of ${CHOICES.join(', ')}.`
    const split = SPLIT_KINDS.find((name) => name === this.split) ?? null
    if (this.split !== undefined && !split) return `--split is one of ${SPLIT_KINDS.join(', ')}.`
    if (this.holdout !== undefined && !this.from) return '--holdout goes with --from.'
    if (this.holdout !== undefined && split) return '--holdout takes the place of --split.'
    if (this.from && this.ifChanged) return '--if-changed is for the watch history, not for --from.'
    if (!Number.isInteger(this.k) || this.k < 1 || this.k > MOST_K) {
      return `--k takes a whole number from 1 to ${MOST_K}.`
    }
    if (!Number.isSafeInteger(this.seed) || this.seed < 0) return '--seed takes a whole number.'
    const budgetMs = parseBudget(this.budget)
    if (budgetMs === null) return '--budget takes a time from 1s to 24h, such as 90s, 10m or 2h.'
    return { choice, split, k: this.k, seed: this.seed, budgetMs }
  }

  #refuse(words: string) {
    this.exitCode = 1
    this.logger.error(words)
  }
}
