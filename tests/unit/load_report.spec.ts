import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { isLoopbackUrl } from '../../loadtests/lib/loopback.js'
import { chartFigure } from '#core/charts/chart'
import { cumulativeShare, histogram } from '../../loadtests/report/distribution.js'
import { reportPage } from '../../loadtests/report/html.js'
import { quantileOverTime, ratePerSecond, runningSum } from '../../loadtests/report/over_time.js'
import { ascendingOf, durationFigures, quantile } from '../../loadtests/report/percentile.js'
import {
  countsOf,
  durationsOf,
  thresholdsOf,
  type LoadResult,
} from '../../loadtests/report/result.js'
import { Samples, type Sample } from '../../loadtests/report/samples.js'
import { recommendationsReport } from '../../loadtests/report/recommendations_report.js'
import { startTimeReport } from '../../loadtests/report/start_time_report.js'
import { ticks } from '#core/charts/ticks'
import { viewersReport } from '../../loadtests/report/viewers_report.js'

const durations = fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { minLength: 1 })

test.group('Quantiles of a load test', () => {
  test('are linear between closest ranks, as k6 computes its thresholds', ({ assert }) => {
    assert.equal(quantile([10, 20, 30, 40, 50], 0.95), 48)
    assert.equal(quantile([10, 20], 0.5), 15)
    assert.equal(quantile([7], 0.95), 7)
    assert.throws(() => quantile([], 0.5), 'No values to take a quantile of')
  })

  test('lie between the extremes and never fall as the share rises', ({ assert }) => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const ascending = ascendingOf(values)
        const low = quantile(ascending, share / 2)
        const high = quantile(ascending, share)
        assert.isAtLeast(low, ascending[0]!)
        assert.isAtMost(high, ascending.at(-1)!)
        assert.isAtLeast(high, low)
      })
    )
  })

  test('are told with their unit in the name, and nothing is told of nothing', ({ assert }) => {
    assert.isNull(durationFigures([]))
    assert.deepEqual(durationFigures([30, 10, 20]), {
      count: 3,
      minMs: 10,
      meanMs: 20,
      medianMs: 20,
      p90Ms: 28,
      p95Ms: 29,
      p99Ms: 29.8,
      maxMs: 30,
    })
  })
})

test.group('Distributions of a load test', () => {
  test('a cumulative share rises from 0 to 1', ({ assert }) => {
    assert.deepEqual(cumulativeShare([300, 100]), [
      [100, 0],
      [100, 0.5],
      [300, 0.5],
      [300, 1],
    ])
  })

  test('a histogram keeps every value and its empty bins', ({ assert }) => {
    assert.deepEqual(histogram([101, 149, 260], 50), [
      { from: 100, to: 150, count: 2 },
      { from: 150, to: 200, count: 0 },
      { from: 200, to: 250, count: 0 },
      { from: 250, to: 300, count: 1 },
    ])
    assert.deepEqual(histogram([], 50), [])
  })

  test('axis steps are 1, 2 or 5 times a power of ten', ({ assert }) => {
    assert.deepEqual(ticks(1000, 5), [0, 200, 400, 600, 800, 1000])
    assert.deepEqual(ticks(0.9, 5), [0, 0.2, 0.4, 0.6, 0.8])
    assert.deepEqual(ticks(0, 5), [0])
  })
})

test.group('A load test over time', () => {
  const windows = { fromMs: 0, windowMs: 1000 }
  const samples: Sample[] = [
    { atMs: 100, value: 10, tags: {} },
    { atMs: 900, value: 30, tags: {} },
    { atMs: 2500, value: 5, tags: {} },
  ]

  test('has a quantile in each window that has samples', ({ assert }) => {
    assert.deepEqual(quantileOverTime(samples, windows, 0.5), [
      [1, 20],
      [3, 5],
    ])
  })

  test('has a rate in each window, and a running sum', ({ assert }) => {
    assert.deepEqual(ratePerSecond(samples, windows), [
      [1, 2],
      [2, 0],
      [3, 1],
    ])
    assert.deepEqual(runningSum(samples, windows), [
      [1, 40],
      [2, 40],
      [3, 45],
    ])
    assert.deepEqual(runningSum([], windows), [])
  })
})

test.group('What k6 leaves behind', () => {
  test('samples are read by metric and tag, and what was not asked for is left out', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'flixflow-samples-'))
    cleanup(() => rm(folder, { recursive: true }))
    const file = join(folder, 'samples.json')
    const point = (metric: string, value: number, name: string) =>
      JSON.stringify({
        metric,
        type: 'Point',
        data: { time: '2026-01-01T00:00:01.5Z', value, tags: { name } },
      })
    const lines = [
      '{"type":"Metric","data":{"name":"http_req_duration"},"metric":"http_req_duration"}',
      point('http_req_duration', 12, 'start'),
      point('http_req_duration', 3, 'heartbeat'),
      point('http_req_blocked', 1, 'start'),
      '{"metric":"http_req_du',
    ]
    await writeFile(file, lines.join('\n'))

    const samples = await Samples.read(file, ['http_req_duration'])

    assert.equal(samples.of('http_req_duration').length, 2)
    assert.deepEqual(samples.of('http_req_blocked'), [])
    assert.equal(durationsOf(samples)['http_req_duration start']?.medianMs, 12)
    assert.equal(samples.of('http_req_duration')[0]!.atMs, Date.UTC(2026, 0, 1, 0, 0, 1, 500))
  })

  test('a threshold comes with what was measured for it', ({ assert }) => {
    const summary = {
      metrics: {
        'start_time{network:4g}': {
          type: 'trend',
          values: { 'p(95)': 1200.456, 'count': 20 },
          thresholds: { 'p(95)<1100': { ok: false }, 'count==20': { ok: true } },
        },
        'lost_positions': { type: 'counter', values: { count: 3 } },
        'checks': { type: 'rate', values: { rate: 0.5, passes: 2, fails: 2 } },
      },
    }
    assert.deepEqual(thresholdsOf(summary), [
      {
        metric: 'start_time{network:4g}',
        condition: 'p(95)<1100',
        passed: false,
        measured: 1200.46,
      },
      { metric: 'start_time{network:4g}', condition: 'count==20', passed: true, measured: 20 },
    ])
    assert.deepEqual(countsOf(summary), { lost_positions: 3, checks_true: 2, checks_false: 2 })
  })
})

test.group('The report of a load test', () => {
  const result: LoadResult = {
    name: '<viewers>',
    passed: false,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1000,
    settings: { viewers: 2 },
    machine: {
      cores: 2,
      processor: 'a processor',
      memoryBytes: 2 ** 34,
      system: 'Linux',
      nodeVersion: 'v24',
      k6Version: 'v1',
      chromiumVersion: null,
      gitCommit: 'abc',
      gitHasChanges: true,
    },
    thresholds: [{ metric: 'checks', condition: 'rate==1', passed: false, measured: 0.5 }],
    durations: {},
    counts: {},
  }

  test('stands alone: no script, no address, and text is escaped', ({ assert }) => {
    const samples = new Samples()
    samples.add('http_req_duration', { atMs: 5, value: 9, tags: { name: 'start' } })
    samples.add('http_req_duration', { atMs: 5, value: 12, tags: { name: 'home' } })
    samples.add('start_time', { atMs: 5, value: 480, tags: { network: '4g' } })
    for (const report of [viewersReport, startTimeReport, recommendationsReport]) {
      const page = reportPage(result, report(result, samples))
      assert.notMatch(page, /<script|https?:|src=|@import/)
      assert.include(page, '&lt;viewers&gt;')
      assert.include(page, 'A threshold was missed')
      assert.notInclude(page, 'NaN')
    }
  })

  test('a chart without samples is drawn empty', ({ assert }) => {
    const figure = chartFigure({ title: 'Nothing', xLabel: 's', yLabel: 'ms', lines: [] })
    assert.include(figure, '<svg')
    assert.notMatch(figure, /NaN|Infinity/)
  })
})

test.group('Where load may go', () => {
  test('this machine only', ({ assert }) => {
    for (const url of [
      'http://127.0.0.1:3333',
      'http://localhost',
      'https://[::1]:8/',
      'http://127.9.9.9/x',
    ]) {
      assert.isTrue(isLoopbackUrl(url), url)
    }
    const elsewhere = [
      'http://example.com',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'http://localhost@example.com',
      'http://10.0.0.1',
      'ftp://127.0.0.1',
      '127.0.0.1:3333',
      'http://0.0.0.0:1',
    ]
    for (const url of elsewhere) assert.isFalse(isLoopbackUrl(url), url)
  })
})
