import type { BaseCommand } from '@adonisjs/core/ace'
import { Presets, SingleBar } from 'cli-progress'
import { ProblemError } from '#core/problem'

/** What a command makes of rows that look real, and how it speaks of it. */
export interface Generation<Made extends object> {
  work: (onProgress: (step: string, share: number) => void) => Promise<Made>
  words: (made: Made) => string
  /** The problem which `--replace` solves. */
  alreadyCode: string
}

type GenerateCommand = BaseCommand & { json: boolean; seed: number }

/** Runs a generation with its progress, and tells what was made or why not. */
export async function runGeneration<Made extends object>(
  command: GenerateCommand,
  { work, words, alreadyCode }: Generation<Made>
): Promise<void> {
  const began = performance.now()
  const progress = new GenerateProgress(command.json)
  try {
    const made = await work((step, share) => progress.show(step, share))
    const seconds = Math.round(performance.now() - began) / 1000
    progress.stop()
    if (command.json) {
      console.log(JSON.stringify({ ...made, seed: command.seed, seconds }))
      return
    }
    command.logger.success(`${words(made)} in ${seconds.toFixed(1)} s`)
  } catch (error) {
    progress.stop()
    if (!(error instanceof ProblemError)) throw error
    const remedy = error.code === alreadyCode ? ' (--replace)' : ''
    refuse(command, `${error.message}${remedy}`)
  }
}

/** Ends a command as failed, with the reason. */
export function refuse(command: BaseCommand, reason: string): void {
  command.exitCode = 1
  command.logger.error(reason)
}

/** Shares between two lines where no bar can be drawn. */
const LINE_EVERY = 0.25

/** A bar on a terminal, a line now and then elsewhere. */
class GenerateProgress {
  readonly #bar: SingleBar | null
  readonly #told = new Map<string, number>()

  constructor(private quiet: boolean) {
    this.#bar =
      process.stdout.isTTY && !quiet
        ? new SingleBar(
            { format: '  {step} {bar} {percentage} %', hideCursor: true, clearOnComplete: true },
            Presets.shades_classic
          )
        : null
    this.#bar?.start(100, 0, { step: 'starting' })
  }

  show(step: string, share: number): void {
    this.#bar?.update(Math.round(share * 100), { step: step.padEnd(10) })
    if (this.#bar || this.quiet) return
    const told = this.#told.get(step) ?? -1
    if (share < told + LINE_EVERY && share < 1) return
    this.#told.set(step, share)
    console.log(`  ${step}: ${Math.round(share * 100)} %`)
  }

  stop(): void {
    this.#bar?.stop()
  }
}
