import { test } from '@japa/runner'
import { setTimeout as pause } from 'node:timers/promises'
import { HeartbeatWriter } from '../../heartbeats/heartbeat_writer.js'
import type { Observation } from '../../heartbeats/observation.js'

let made = 0
const observation = (profileId: string, observedAt = ++made) =>
  ({
    ...{ profileId, titleId: 't', episodeId: null, sessionId: 's', viewingStartedAt: 0 },
    ...{ positionMs: observedAt, durationMs: 1000, observedAt, sequence: 0, finishedAt: null },
  }) as unknown as Observation

/** A disk whose writes end when the test says so. */
class SlowDisk {
  readonly batches: Observation[][] = []
  #ends: { kept: () => void; failed: (error: Error) => void }[] = []

  readonly keep = (batch: Observation[]): Promise<void> => {
    this.batches.push(batch)
    return new Promise((kept, failed) => this.#ends.push({ kept, failed }))
  }

  async began(count: number): Promise<void> {
    for (let tries = 0; tries < 100 && this.batches.length < count; tries++) await pause(2)
  }

  end(error?: Error): void {
    const end = this.#ends.shift()
    if (error) end?.failed(error)
    else end?.kept()
  }
}

test.group('The writer of heartbeats', () => {
  test('writes what comes together at once, and what comes meanwhile next', async ({ assert }) => {
    const disk = new SlowDisk()
    const writer = new HeartbeatWriter(disk.keep)
    const first = ['a', 'b', 'c'].map((profile) => writer.record(observation(profile)))
    await disk.began(1)
    const second = ['d', 'e'].map((profile) => writer.record(observation(profile)))
    await pause(30)
    assert.lengthOf(disk.batches, 1)
    disk.end()
    await Promise.all(first)
    await disk.began(2)
    disk.end()
    await Promise.all(second)
    assert.deepEqual(
      disk.batches.map((batch) => batch.length),
      [3, 2]
    )
  })

  test('acknowledges nothing before it is on disk', async ({ assert }) => {
    const disk = new SlowDisk()
    const writer = new HeartbeatWriter(disk.keep)
    let acknowledged = false
    const recording = writer.record(observation('a')).then(() => (acknowledged = true))
    await disk.began(1)
    await pause(20)
    assert.isFalse(acknowledged)
    disk.end()
    await recording
  })

  test('fails exactly the batch that could not be written', async ({ assert }) => {
    const disk = new SlowDisk()
    const writer = new HeartbeatWriter(disk.keep)
    const failing = Promise.allSettled([writer.record(observation('a'))])
    await disk.began(1)
    const fine = Promise.allSettled([writer.record(observation('b'))])
    disk.end(new Error('The disk is full'))
    await disk.began(2)
    disk.end()
    assert.equal((await failing)[0]?.status, 'rejected')
    assert.equal((await fine)[0]?.status, 'fulfilled')
  })

  test('sends one row for a profile, its newest, in one order of all', async ({ assert }) => {
    const disk = new SlowDisk()
    const writer = new HeartbeatWriter(disk.keep)
    const sent = [
      observation('b', 5),
      observation('a', 1),
      observation('b', 9),
      observation('b', 7),
    ]
    const recording = Promise.all(sent.map((one) => writer.record(one)))
    await disk.began(1)
    disk.end()
    await recording
    assert.deepEqual(
      disk.batches[0]!.map(({ profileId, observedAt }) => [profileId as string, observedAt]),
      [
        ['a', 1],
        ['b', 9],
      ]
    )
  })

  test('drains', async ({ assert }) => {
    const disk = new SlowDisk()
    const writer = new HeartbeatWriter(disk.keep)
    const recording = writer.record(observation('a'))
    let drained = false
    const draining = writer.drain().then(() => (drained = true))
    await disk.began(1)
    assert.isFalse(drained)
    disk.end()
    await Promise.all([recording, draining])
    await writer.drain()
  })
})
