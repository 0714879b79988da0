import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Comparison } from '#recommendations'
import { openBackend } from '#ml/backend'
import { metricsOf } from '#ml/training/report'
import { SPLIT_KINDS } from '#ml/split'
import { figure, signed } from '../bin/training/report_words.js'
import { TrainingProgress } from '../bin/training/training_progress.js'

const MOST_K = 1_000

/** Judges two models by the same held-out part of the watch history. */
export default class TrainCompare extends BaseCommand {
  static override commandName = 'train:compare'
  static override description = 'Judge two models by the same held-out part of the watch history'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Id or version of a model, from train:list' })
  declare first: string

  @args.string({ description: 'Id or version of another' })
  declare second: string

  @flags.string({
    description: `How a part is held out: ${SPLIT_KINDS.join(', ')}`,
    default: 'last',
  })
  declare split: string

  @flags.number({ description: 'Length of the lists that are judged', default: 20 })
  declare k: number

  @flags.number({ description: 'Of the split and the intervals', default: 42 })
  declare seed: number

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { CompareModels } = await import('#recommendations')
    const split = SPLIT_KINDS.find((kind) => kind === this.split)
    if (!split) return this.#refuse(`--split is one of ${SPLIT_KINDS.join(', ')}.`)
    if (!Number.isInteger(this.k) || this.k < 1 || this.k > MOST_K) {
      return this.#refuse(`--k takes a whole number from 1 to ${MOST_K}.`)
    }
    if (!Number.isSafeInteger(this.seed)) return this.#refuse('--seed takes a whole number.')
    const backend = await openBackend()
    this.logger.info(`Backend: ${backend.description}`)
    const progress = new TrainingProgress()
    try {
      const compared = await new CompareModels().handle({
        ...{ models: [this.first, this.second], split, k: this.k, seed: this.seed, backend },
        onPhase: (phase, share) => progress.show(phase, share),
      })
      progress.stop()
      this.#print(compared)
    } catch (error) {
      progress.stop()
      if (!(error instanceof Error) || typeof (error as { code?: unknown }).code !== 'string') {
        throw error
      }
      this.#refuse(error.message)
    }
  }

  #print({ first, second, as, ndcg, recall }: Comparison) {
    const names = Object.keys(metricsOf(first.evaluation))
    const table = this.ui.table().head(['model', ...names])
    for (const { version, kind, evaluation } of [first, second]) {
      const metrics = metricsOf(evaluation)
      const cells = names.map((name) => {
        const { value, low, high } = metrics[name]!
        return `${figure(value)} ± ${((high - low) / 2).toFixed(4)}`
      })
      table.row([`version ${version} (${kind})`, ...cells])
    }
    table.render()
    const how =
      as === 'as it is'
        ? 'Both as they are: all that is held out is newer than they.'
        : 'Both fitted anew on what is not held out, by their kinds and parameters.'
    this.logger.log(`${first.evaluation.profiles} profiles. ${how}`)
    this.logger.log(`Recall@${this.k}: first less second ${signed(recall)}`)
    this.logger.log(`NDCG@${this.k}: first less second ${signed(ndcg)}`)
    this.logger.log(verdict(ndcg))
  }

  #refuse(words: string) {
    this.exitCode = 1
    this.logger.error(words)
  }
}

function verdict({ low, high }: { low: number; high: number }): string {
  if (low > 0) return 'The first is better.'
  return high < 0 ? 'The second is better.' : 'Neither is better for sure.'
}
