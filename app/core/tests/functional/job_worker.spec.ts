import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import queueConfig from '#config/queue'
import { JobWorker } from '#core/process/job_worker'
import { defineQueue } from '#core/queue'
import { newId } from '#core/ids'
import { RoleProcess } from '../../../../bin/role_process.js'

function openQueue() {
  return defineQueue<{ step: number }>(`test-${newId()}`, { attempts: 3, backoffMs: 10 })
}

test.group('A worker', (group) => {
  group.tap((one) => one.timeout(30_000))

  test('finishes the job that runs and takes no new one', async ({ assert }) => {
    const queue = openQueue()
    const worker = new JobWorker()
    const begun = Promise.withResolvers<void>()
    const done: number[] = []
    worker.register(queue, 1, async (job) => {
      begun.resolve()
      await pause(300)
      done.push(job.data.step)
    })
    worker.start()
    await queue.add({ step: 1 })
    await begun.promise
    await queue.add({ step: 2 })

    await worker.drain(5_000)

    assert.deepEqual(done, [1])
    await pause(100)
    const counts = await queue.getJobCounts()
    assert.containsSubset(counts, { completed: 1, waiting: 1, active: 0, failed: 0 })
  })

  test('interrupts a job that outlasts the bound, which may put itself right', async ({
    assert,
  }) => {
    const queue = openQueue()
    const worker = new JobWorker()
    const begun = Promise.withResolvers<void>()
    worker.register(queue, 1, async (_job, signal) => {
      begun.resolve()
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      return 'handed back'
    })
    worker.start()
    const job = await queue.add({ step: 1 })
    await begun.promise
    await worker.drain(50)
    assert.equal(await job.finished(), 'handed back')
  })

  test('gives a job that does not end back to its queue, for another worker to do', async ({
    assert,
  }) => {
    const queue = openQueue()
    const stubborn = new JobWorker()
    const begun = Promise.withResolvers<void>()
    stubborn.register(queue, 1, async () => {
      begun.resolve()
      await new Promise(() => {})
    })
    stubborn.start()
    const job = await queue.add({ step: 1 })
    await begun.promise

    await stubborn.drain(50)

    assert.equal(await job.getState(), 'waiting')
    const other = defineQueue<{ step: number }>(queue.name, { attempts: 3, backoffMs: 10 })
    const willing = new JobWorker()
    willing.register(other, 1, async ({ data }) => `did ${data.step}`)
    willing.start()
    assert.equal(await job.finished(), 'did 1')
    await willing.drain(1_000)
  })

  test('may be asked to end before Redis answers its connection', async ({ assert, cleanup }) => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const lost: unknown[] = []
    const note = (error: unknown) => void lost.push(error)
    process.on('unhandledRejection', note)
    // What all queues share is connected; the blocking connection of this one never will be.
    await openQueue().isReady()
    const { redisUrl } = queueConfig
    queueConfig.redisUrl = `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`
    cleanup(() => {
      queueConfig.redisUrl = redisUrl
      process.off('unhandledRejection', note)
      silent.close()
    })
    const queue = openQueue()
    const worker = new JobWorker()
    worker.register(queue, 1, () => Promise.resolve())
    worker.start()
    await pause(100)
    await worker.drain(50)
    await queue.close(true)
    await pause(50)
    assert.deepEqual(lost, [])
  })

  test('does what it must beside its queues until it drains', async ({ assert }) => {
    const worker = new JobWorker()
    let running = false
    worker.registerDuty(() => {
      running = true
      return () => (running = false)
    })
    worker.start()
    assert.isTrue(running)
    await worker.drain(10)
    assert.isFalse(running)
  })

  for (const [when, environment] of [
    ['with Redis', {}],
    ['while Redis is down', { REDIS_URL: 'redis://127.0.0.1:1' }],
  ] as const) {
    test(`runs ${when} as a process that drains on SIGTERM and exits with 0`, async ({
      assert,
      cleanup,
    }) => {
      const role = RoleProcess.start('worker', {
        environment: { NODE_ENV: 'production', LOG_LEVEL: 'info', ...environment },
      })
      cleanup(() => void role.stop(0))
      for (let i = 0; i < 300 && !role.outputTail.includes('Worker started'); i++) await pause(50)
      const [, queues = ''] = /"queues":\[(.*?)\]/.exec(role.outputTail) ?? []
      for (const queue of ['"ingest"', '"mail"']) assert.include(queues, queue)
      assert.notInclude(role.outputTail, 'Warning')
      assert.equal(await role.stop(), 0, role.outputTail)
      assert.include(role.outputTail, 'Draining')
    })
  }
})
