import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import type { Occasion } from '#core/repeated_job'
import { trainTonight } from '../../training/nightly.js'
import { trainInProcess } from '../../training/train_in_process.js'

/** Half an hour after a training was to begin, as it does at 4:00 UTC by default. */
const NIGHT = Date.UTC(2026, 10, 25, 4, 30)
const HOUR_MS = 3_600_000

const signal = new AbortController().signal
const atStart: Occasion = { atStart: true, signal }
const atItsTime: Occasion = { atStart: false, signal }

async function ran(hoursAgo: number, outcome: 'kept' | 'skipped' | 'failed'): Promise<void> {
  const at = new Date(clock.now() - hoursAgo * HOUR_MS)
  await db.table('recommendations.training_runs').insert({
    ...{ id: newId(), started_at: at, finished_at: at, outcome, reason: 'So it was.' },
  })
}

async function trained(occasion: Occasion): Promise<boolean> {
  let runs = 0
  const outcome = await trainTonight(occasion, async () => {
    runs++
    return 'trained'
  })
  return outcome === 'trained' && runs === 1
}

test.group('The training of the night', (group) => {
  group.each.setup(() => clock.freeze(NIGHT))
  group.each.teardown(async () => {
    clock.restore()
    await db.rawQuery('truncate recommendations.training_runs')
  })

  test('runs at its time, and once', async ({ assert }) => {
    assert.isTrue(await trained(atItsTime))
    await ran(0.1, 'kept')
    assert.isFalse(await trained(atItsTime))
  })

  test('is tried again when it failed, and not when there was nothing to learn', async ({
    assert,
  }) => {
    await ran(0.2, 'failed')
    assert.isTrue(await trained(atItsTime))
    await ran(0.1, 'skipped')
    assert.isFalse(await trained(atItsTime))
  })

  test('is made up for by a worker that starts when a night was missed', async ({ assert }) => {
    await ran(24, 'kept')
    assert.isTrue(await trained(atStart))
  })

  test('does not run because a worker starts: not by day, not anew, not after it failed', async ({
    assert,
  }) => {
    assert.isFalse(await trained(atStart))
    await ran(0.1, 'failed')
    assert.isFalse(await trained(atStart))
    await ran(0.05, 'kept')
    assert.isFalse(await trained(atStart))
  })

  test('runs in a process of its own, which records what came of it', async ({ assert }) => {
    clock.restore()
    // Nobody has watched anything that is published.
    await db.rawQuery('truncate playback.progress, catalog.opinions')
    assert.equal(await trainInProcess({ budgetMinutes: 1, signal }), 'trained')
    const [run] = await db.from('recommendations.training_runs')
    assert.equal(run.outcome, 'skipped')
    assert.match(run.reason, /Too little to learn from/)
  })

  test('ends with the worker that began it', async ({ assert }) => {
    clock.restore()
    const drain = new AbortController()
    const running = trainInProcess({ budgetMinutes: 1, signal: drain.signal })
    drain.abort()
    await assert.rejects(() => running, /The training ended with/)
  })

  test('leaves the field to another that runs', async ({ assert }) => {
    clock.restore()
    const trx = await db.transaction()
    await trx.rawQuery('select pg_advisory_xact_lock(5001, 1)')
    const outcome = await trainInProcess({ budgetMinutes: 1, signal })
    await trx.rollback()
    assert.equal(outcome, 'another training runs')
  })
})
