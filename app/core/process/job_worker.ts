import { setTimeout as pause } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import type { Job, Queue } from 'bull'

/** Works on one job. `signal` is aborted when a draining worker waits no longer. */
export type Processor<Payload> = (job: Job<Payload>, signal: AbortSignal) => Promise<unknown>

interface Registration {
  /** Called when the worker starts, so that registering opens no queue. */
  open: () => Queue
  concurrency: number
  processor: Processor<never>
}

/** How long interrupted jobs may take to clear up. Milliseconds. */
const CLEAR_UP_MS = 2_000
/** How long Redis may take to answer while draining. Milliseconds. */
const REDIS_MS = 1_000

/** Works on the registered queues of one process, and drains without losing a job. */
export class JobWorker {
  #registrations: Registration[] = []
  #duties: (() => () => void)[] = []
  #stopDuties: (() => void)[] = []
  #running = new Map<Job, Promise<unknown>>()
  #interruption = new AbortController()
  #started = false

  get started(): boolean {
    return this.#started
  }

  /** Says what works on the jobs of a queue, `concurrency` at a time in one process. */
  register<Payload>(
    queue: Queue<Payload> | (() => Queue<Payload>),
    concurrency: number,
    processor: Processor<Payload>
  ): void {
    const open = typeof queue === 'function' ? queue : () => queue
    this.#registrations.push({ open, concurrency, processor: processor as Processor<never> })
  }

  /** Registers what a worker does beside its queues; `start` gives the function that ends it. */
  registerDuty(start: () => () => void): void {
    this.#duties.push(start)
  }

  /** Opens the registered queues without working on them, so that they can be counted. */
  openQueues(): string[] {
    return this.#registrations.map(({ open }) => open().name)
  }

  start(): void {
    this.#started = true
    for (const { open, concurrency, processor } of this.#registrations) {
      const queue = open()
      const work = (job: Job) => this.#follow(job, processor)
      queue.process(concurrency, work).catch((error: unknown) => {
        logger.error({ err: error, queue: queue.name }, 'A queue cannot be worked on')
      })
    }
    this.#stopDuties = this.#duties.map((start) => start())
  }

  /**
   * Takes no new job, waits `boundMs` for those that run, then interrupts them. One that does not
   * end even so goes back to the front of its queue for another worker.
   */
  async drain(boundMs: number): Promise<void> {
    this.#stopDuties.forEach((stop) => stop())
    logger.info({ jobs: this.#running.size }, 'Draining')
    const stopped = this.#registrations.map(({ open }) =>
      open()
        .pause(true)
        .catch(() => {})
    )
    await within(boundMs, this.#finish(stopped))
    if (this.#running.size === 0) return

    this.#interruption.abort()
    await within(CLEAR_UP_MS, Promise.all(this.#running.values()))
    const left = [...this.#running.keys()]
    await within(REDIS_MS, Promise.all(left.map((job) => returnToQueue(job))))
  }

  #follow(job: Job, processor: Processor<never>): Promise<unknown> {
    const done = processor(job as Job<never>, this.#interruption.signal)
    const settled = done.catch(() => {}).finally(() => this.#running.delete(job))
    this.#running.set(job, settled)
    return done
  }

  /** A queue stops to take jobs only once Redis answers, which a drain does not wait for. */
  async #finish(stopped: Promise<unknown>[]): Promise<void> {
    await within(REDIS_MS, Promise.all(stopped))
    await Promise.all(this.#running.values())
  }
}

/** The worker of this process. */
export const jobWorker = new JobWorker()

function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, pause(ms, null, { ref: false })])
}

/** Bull has no call for it: the job leaves `active`, waits as the next one, and loses its lock. */
async function returnToQueue({ id, queue }: Job): Promise<void> {
  logger.warn({ queue: queue.name, job: id }, 'A job goes back to its queue')
  await queue.client
    .multi()
    .lrem(queue.toKey('active'), 0, id)
    .rpush(queue.toKey('wait'), id)
    .del(`${queue.toKey(String(id))}:lock`)
    .exec()
}
