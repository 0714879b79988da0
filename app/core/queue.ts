import Bull from 'bull'
import { Redis } from 'ioredis'
import queueConfig from '#config/queue'
import { jobWorker, type Processor } from '#core/process/job_worker'

export type { Job } from 'bull'

export interface QueueOptions {
  /** Tries before a job goes to the dead letters. */
  attempts: number
  /** First pause between tries, doubled each time. Milliseconds. */
  backoffMs: number
  /** How long a worker may be silent before its job is given to another. Milliseconds. */
  lockMs?: number
}

const open = new Set<Bull.Queue>()
let shared: { client: Redis; subscriber: Redis } | null = null

function connect(): Redis {
  // Bull's blocking reads must wait for Redis to come back instead of failing.
  const client = new Redis(queueConfig.redisUrl, {
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
  })
  client.on('error', () => {})
  // Every queue listens to the connections that all share, so there is no number that means a leak.
  client.setMaxListeners(0)
  return client
}

/** Queues share two connections; each worker adds a blocking one, as Bull's reference asks. */
function createClient(type: 'client' | 'subscriber' | 'bclient'): Redis {
  if (type === 'bclient') return connect()
  shared ??= { client: connect(), subscriber: connect() }
  return shared[type]
}

/** Opens a durable queue. Jobs that fail for good stay in it with their reason and log. */
export function defineQueue<Payload>(name: string, options: QueueOptions): Bull.Queue<Payload> {
  const queue = new Bull<Payload>(name, {
    prefix: queueConfig.prefix,
    createClient,
    settings: {
      lockDuration: options.lockMs ?? 30_000,
      stalledInterval: (options.lockMs ?? 30_000) / 2,
      maxStalledCount: options.attempts,
    },
    defaultJobOptions: {
      attempts: options.attempts,
      backoff: { type: 'exponential', delay: options.backoffMs },
      removeOnComplete: { age: 7 * 24 * 3600, count: 10_000 },
      removeOnFail: false,
    },
  })
  queue.on('error', () => {})
  leaveNameless(queue)
  open.add(queue as Bull.Queue)
  return queue
}

/**
 * Bull tells Redis the name of each worker and drops the promise of it. When the worker is asked to end
 * before it is connected, as right after its start, that would end the process where no one can catch it.
 */
function leaveNameless(queue: Bull.Queue): void {
  Object.assign(queue, { setWorkerName: () => Promise.resolve() })
}

/** Says what the role `worker` does with the jobs of a queue, `concurrency` at a time per process. */
export function registerProcessor<Payload>(
  queue: Bull.Queue<Payload> | (() => Bull.Queue<Payload>),
  concurrency: number,
  processor: Processor<Payload>
): void {
  jobWorker.register(queue, concurrency, processor)
}

/** The queues that this process has opened. */
export function openQueues(): readonly Bull.Queue[] {
  return [...open]
}

/** How many jobs are in each state, of the queues that this process has opened. */
export async function countJobs(): Promise<{ queue: string; counts: Bull.JobCounts }[]> {
  const reachable = openQueues().filter((queue) => queue.client.status === 'ready')
  return Promise.all(
    reachable.map(async (queue) => ({ queue: queue.name, counts: await queue.getJobCounts() }))
  )
}

/** Closes every queue and its connections. Jobs that still run are not waited for. */
export async function closeQueues(): Promise<void> {
  // Bull throws where no one can catch it when a worker's first connection ends before it is made.
  if (jobWorker.started && shared?.client.status !== 'ready') return
  await Promise.all([...open].map((queue) => queue.close(true)))
  open.clear()
  shared?.client.disconnect()
  shared?.subscriber.disconnect()
  shared = null
}
