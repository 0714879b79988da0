import { MemoryWatch } from './memory_watch.js'

/** What a part of a run took. */
export interface Phase {
  name: string
  seconds: number
  /** The most memory that the process held meanwhile, all that it held before included. */
  peakMemoryBytes: number
}

/** Told how far a phase is, 0 to 1. */
export type OnPhase = (name: string, share: number) => void

/** Runs the parts of a training one after another, and notes the time and memory of each. */
export class Phases {
  readonly #memory = new MemoryWatch()
  readonly #done: Phase[] = []

  constructor(private readonly onPhase: OnPhase = () => {}) {}

  get done(): readonly Phase[] {
    return this.#done
  }

  get seconds(): number {
    return this.#done.reduce((sum, phase) => sum + phase.seconds, 0)
  }

  get peakMemoryBytes(): number {
    return Math.max(0, ...this.#done.map((phase) => phase.peakMemoryBytes))
  }

  /** @param work gets a function to tell how far it is, 0 to 1 */
  async run<T>(name: string, work: (tell: (share: number) => void) => Promise<T> | T): Promise<T> {
    this.#memory.takePeak()
    this.onPhase(name, 0)
    const began = performance.now()
    try {
      return await work((share) => this.onPhase(name, Math.min(1, Math.max(0, share))))
    } finally {
      const seconds = (performance.now() - began) / 1000
      this.#done.push({ name, seconds, peakMemoryBytes: this.#memory.takePeak() })
      this.onPhase(name, 1)
    }
  }

  stop(): Promise<void> {
    return this.#memory.stop()
  }
}
