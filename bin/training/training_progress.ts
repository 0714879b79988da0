import { Presets, SingleBar } from 'cli-progress'

/** Time between two lines about the same part where no bar can be drawn. Milliseconds. */
const LINE_EVERY_MS = 10_000

/** How far a training is: a bar on a terminal, a line for each part and now and then elsewhere. */
export class TrainingProgress {
  readonly #began = performance.now()
  readonly #bar: SingleBar | null
  #phase = ''
  #told = 0

  constructor() {
    this.#bar = process.stdout.isTTY
      ? new SingleBar(
          {
            format: '  {phase} {bar} {percentage} %  {spent} s',
            hideCursor: true,
            clearOnComplete: true,
          },
          Presets.shades_classic
        )
      : null
    this.#bar?.start(100, 0, { phase: 'starting'.padEnd(18), spent: '0' })
  }

  show(phase: string, share: number): void {
    const spent = ((performance.now() - this.#began) / 1000).toFixed(0)
    this.#bar?.update(Math.round(share * 100), { phase: phase.padEnd(18), spent })
    if (!this.#bar) this.#line(phase, share)
  }

  stop(): void {
    this.#bar?.stop()
  }

  #line(phase: string, share: number): void {
    const now = performance.now()
    if (phase === this.#phase && now < this.#told + LINE_EVERY_MS) return
    this.#phase = phase
    this.#told = now
    console.log(
      `  ${((now - this.#began) / 1000).toFixed(1)} s  ${phase}${share > 0 ? ` ${Math.round(share * 100)} %` : ''}`
    )
  }
}
