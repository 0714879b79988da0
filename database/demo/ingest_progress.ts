import { MultiBar, Presets, type SingleBar } from 'cli-progress'
import type { JobProgress } from '#ingest'

const LINE_EVERY_PERCENT = 20
const NAME_WIDTH = 24

/** Shows how far each ingest is: bars in a terminal, now and then a plain line elsewhere. */
export class IngestProgress {
  readonly #bars = process.stdout.isTTY
    ? new MultiBar(
        { format: '  {name} {bar} {percentage} %  {step}', hideCursor: true },
        Presets.shades_classic
      )
    : null
  readonly #barOf = new Map<string, SingleBar>()
  readonly #percentTold = new Map<string, number>()

  show(
    name: string,
    { percent, step, state }: Pick<JobProgress, 'percent' | 'step' | 'state'>
  ): void {
    const words = state === 'succeeded' ? 'ready' : (step ?? 'waiting')
    if (this.#bars) {
      const bar = this.#barOf.get(name) ?? this.#bars.create(100, 0)
      this.#barOf.set(name, bar)
      bar.update(Math.round(percent), { name: name.padEnd(NAME_WIDTH), step: words })
      return
    }
    const told = this.#percentTold.get(name)
    const isNews = told === undefined || percent >= told + LINE_EVERY_PERCENT || state !== 'running'
    if (!isNews || told === 100) return
    this.#percentTold.set(name, percent)
    console.log(`  ${name}: ${Math.round(percent)} % ${words}`)
  }

  stop(): void {
    this.#bars?.stop()
  }
}
