/** The time, asked in one place so that tests can set it. Milliseconds since the Unix epoch. */
class Clock {
  #frozenAt: number | null = null

  now(): number {
    return this.#frozenAt ?? Date.now()
  }

  date(): Date {
    return new Date(this.now())
  }

  /** Tests only: stops the clock at `at`. */
  freeze(at: number = Date.now()): void {
    this.#frozenAt = at
  }

  /** Tests only: moves the stopped clock on by `ms`. */
  advance(ms: number): void {
    this.#frozenAt = this.now() + ms
  }

  /** Tests only: lets the clock run again. */
  restore(): void {
    this.#frozenAt = null
  }
}

export const clock = new Clock()
