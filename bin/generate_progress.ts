import { Presets, SingleBar } from 'cli-progress'

/** Shares between two lines where no bar can be drawn. */
const LINE_EVERY = 0.25

/** A bar on a terminal, a line now and then elsewhere. */
export class GenerateProgress {
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
