import { writeFile } from 'node:fs/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Compares two models by what viewers do with what they show. */
export default class TrainExperiment extends BaseCommand {
  static override commandName = 'train:experiment'
  static override description = 'Compare two models by what viewers do: start, stop, report'
  static override options: CommandOptions = { startApp: true }
  static override help = [
    'Each profile has one of the two for as long as it runs; `train:list` shows the ids:',
    '```',
    '{{ binaryName }} train:experiment start A B --share 0.5',
    '{{ binaryName }} train:experiment report --html experiment.html',
    '{{ binaryName }} train:experiment stop',
    '```',
  ]

  @args.string({ description: 'start, stop or report' })
  declare action: string

  @args.string({ description: 'start: id of model A. report: of an experiment', required: false })
  declare first?: string

  @args.string({ description: 'start: id of model B', required: false })
  declare second?: string

  @flags.string({ description: 'start: share of the profiles that B serves', default: '0.5' })
  declare share: string

  @flags.string({ description: 'report: write the figures to this file as JSON' })
  declare json?: string

  @flags.string({ description: 'report: write a page with plots to this file' })
  declare html?: string

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { ProblemError } = await import('#core/problem')
    const actions: Record<string, () => Promise<void>> = {
      start: () => this.#start(),
      stop: () => this.#stop(),
      report: () => this.#report(),
    }
    const action = actions[this.action]
    if (!action) return this.#refuse(`Say one of ${Object.keys(actions).join(', ')}.`)
    try {
      await action()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      this.#refuse(error.message)
    }
  }

  async #start(): Promise<void> {
    const { isId } = await import('#core/ids')
    const shareB = Number(this.share)
    if (!isId(this.first) || !isId(this.second)) return this.#refuse('start takes two model ids.')
    if (!(shareB > 0 && shareB < 1)) return this.#refuse('--share is above 0 and below 1.')
    const { StartExperiment } = await import('#recommendations')
    const startExperiment = await this.app.container.make(StartExperiment)
    const models = { modelA: this.first, modelB: this.second }
    const { id } = await startExperiment.handle({ ...models, shareB })
    this.logger.success(`${id} runs; B serves ${shareB * 100} % of the profiles within 5 s`)
  }

  async #stop(): Promise<void> {
    const { StopExperiment } = await import('#recommendations')
    const { id } = await new StopExperiment().handle()
    this.logger.success(`${id} has ended; the promoted model serves everybody within 5 s`)
  }

  async #report(): Promise<void> {
    const { isId } = await import('#core/ids')
    if (this.first !== undefined && !isId(this.first)) {
      return this.#refuse('report takes the id of an experiment, or nothing for the newest.')
    }
    const { ARM_HEAD, armRows, FindExperiment, MeasureExperiment, ...words } =
      await import('#recommendations')
    const experiment = await new FindExperiment().handle({ experimentId: this.first })
    const measured = await new MeasureExperiment().handle({ experiment })
    const report = words.transformMeasuredExperiment(measured)
    const table = this.ui.table().head(ARM_HEAD)
    for (const row of armRows(report)) table.row(row)
    table.render()
    this.logger.log(words.verdictOf(report))
    if (this.json) await writeFile(this.json, `${JSON.stringify(report, null, 2)}\n`)
    if (this.html) await writeFile(this.html, words.experimentPage(measured))
    for (const path of [this.json, this.html]) if (path) this.logger.info(`Written: ${path}`)
  }

  #refuse(words: string) {
    this.exitCode = 1
    this.logger.error(words)
  }
}
