import { test } from '@japa/runner'
import { lastDue } from '../../training/nightly.js'

const at = (iso: string) => Date.parse(iso)

test.group('The hour of the training', () => {
  test('{now} in {timeZone}: {due}')
    .with([
      { now: '2026-11-25T04:00:00Z', timeZone: 'UTC', due: '2026-11-25T04:00:00.000Z' },
      { now: '2026-11-25T03:59:59Z', timeZone: 'UTC', due: '2026-11-24T04:00:00.000Z' },
      { now: '2026-11-25T03:30:00Z', timeZone: 'Europe/Berlin', due: '2026-11-25T03:00:00.000Z' },
      // Clocks went back on the 25th of October: the night before, 4 o'clock was an hour earlier.
      { now: '2026-10-25T02:30:00Z', timeZone: 'Europe/Berlin', due: '2026-10-24T02:00:00.000Z' },
      { now: '2026-10-25T03:00:00Z', timeZone: 'Europe/Berlin', due: '2026-10-25T03:00:00.000Z' },
      { now: '2026-11-24T23:30:00Z', timeZone: 'Asia/Tokyo', due: '2026-11-24T19:00:00.000Z' },
    ])
    .run(({ assert }, { now, timeZone, due }) => {
      assert.equal(lastDue(at(now), { hour: 4, timeZone }).toISOString(), due)
    })
})
