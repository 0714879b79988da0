import db from '@adonisjs/lucid/services/db'
import { EDITORS_VIEW, TitleCardsByIds } from '#catalog'
import type { TitleId } from '#core/ids'
import { ACCURACY } from '../quality/start_time_sketch.js'
import {
  figuresOf,
  type QualityDimension,
  type QualityFigures,
  type QualitySums,
} from '../quality/quality_summary.js'

/** How well playing went in a span of hours. */
export interface QualityReport {
  /** Whole hours; plays that began from `from` until before `to`. */
  from: Date
  to: Date
  by: QualityDimension
  /** The largest relative error of a start time. */
  accuracy: number
  total: QualityFigures
  /** Those with the most plays first. */
  groups: (QualityFigures & { key: string; name: string })[]
  stepSeconds: number
  /** Steps with plays, oldest first. */
  series: (QualityFigures & { at: Date })[]
}

const HOUR_S = 3600
const DAY_S = 24 * HOUR_S
/** A longer span is shown by the day. */
const MOST_HOURLY_S = 4 * DAY_S

const COLUMNS: Record<QualityDimension, string> = {
  device: 'device_kind',
  country: 'country',
  network: 'network',
  title: 'title_id::text',
  version: 'player_version',
}

const SUMS = `
  sum(plays)::float8 as "plays", sum(starts)::float8 as "starts",
  sum(start_failures)::float8 as "startFailures",
  sum(playback_failures)::float8 as "playbackFailures",
  sum(exits_before_start)::float8 as "exitsBeforeStart", sum(playing_ms)::float8 as "playingMs",
  sum(rebuffers)::float8 as "rebuffers", sum(rebuffer_ms)::float8 as "rebufferMs",
  sum(bitrate_switches)::float8 as "bitrateSwitches", sum(bits)::float8 as "bits",
  sum(bits_ms)::float8 as "bitsMs", sum(dropped_frames)::float8 as "droppedFrames",
  sum(total_frames)::float8 as "totalFrames"`

/** Which of the grouping sets a row belongs to: all plays, a value of the dimension, or a step. */
interface Place {
  key: string | null
  step: Date | null
}

const NOTHING: QualitySums = {
  ...{ plays: 0, starts: 0, startFailures: 0, playbackFailures: 0, exitsBeforeStart: 0 },
  ...{ playingMs: 0, rebuffers: 0, rebufferMs: 0, bitrateSwitches: 0, bits: 0, bitsMs: 0 },
  ...{ droppedFrames: 0, totalFrames: 0 },
}

const placeOf = ({ key, step }: Place) =>
  step ? `step ${step.getTime()}` : key === null ? 'all' : `key ${key}`

/**
 * How well playing went, from the sums by the hour: in total, by a dimension, and over time. Two
 * queries by `quality_hours_pkey`, and one for the names of titles.
 */
export class FindQuality {
  async handle(input: {
    from: Date
    to: Date
    by: QualityDimension
    /** How many values of the dimension are told, those with the most plays. */
    limit: number
  }): Promise<QualityReport> {
    const { by } = input
    const from = wholeHour(input.from, Math.floor)
    const to = wholeHour(input.to, Math.ceil)
    const stepSeconds = (to.getTime() - from.getTime()) / 1000 > MOST_HOURLY_S ? DAY_S : HOUR_S
    const [sums, sketches] = await Promise.all([
      this.#sums(by, stepSeconds, from, to),
      this.#sketches(by, stepSeconds, from, to),
    ])
    const figures = (row: Place & QualitySums) =>
      figuresOf(row, sketches.get(placeOf(row)) ?? NO_TIMES)
    const steps = sums.filter(({ step }) => step !== null)
    const keyed = sums
      .filter(({ key }) => key !== null)
      .sort((a, b) => b.plays - a.plays || (a.key! < b.key! ? -1 : 1))
      .slice(0, input.limit)
    const names = await namesOf(
      by,
      keyed.map(({ key }) => key!)
    )
    const all = sums.find(({ key, step }) => key === null && step === null)
    return {
      ...{ from, to, by, accuracy: ACCURACY, stepSeconds },
      total: all?.plays ? figures(all) : figuresOf(NOTHING, NO_TIMES),
      groups: keyed.map((row) => ({
        key: row.key!,
        name: names.get(row.key!) ?? row.key!,
        ...figures(row),
      })),
      series: steps
        .sort((a, b) => a.step!.getTime() - b.step!.getTime())
        .map((row) => ({ at: row.step!, ...figures(row) })),
    }
  }

  async #sums(by: QualityDimension, stepSeconds: number, from: Date, to: Date) {
    const { rows } = await db.rawQuery<{ rows: (Place & QualitySums)[] }>(
      `select ${SUMS}, key, step
       from (select *, ${COLUMNS[by]} as key, ${stepSql(stepSeconds)} as step
             from playback.quality_hours where hour >= ? and hour < ?) as hours
       group by grouping sets ((), (key), (step))`,
      [from, to]
    )
    return rows
  }

  async #sketches(by: QualityDimension, stepSeconds: number, from: Date, to: Date) {
    const { rows } = await db.rawQuery<{ rows: (Place & { bucket: number; plays: number })[] }>(
      `select key, step, bucket, sum(plays)::float8 as plays
       from (select ${COLUMNS[by]} as key, ${stepSql(stepSeconds)} as step,
               times.bucket, times.plays
             from playback.quality_hours,
               unnest(start_buckets, start_counts) as times (bucket, plays)
             where hour >= ? and hour < ?) as hours
       group by grouping sets ((bucket), (bucket, key), (bucket, step))`,
      [from, to]
    )
    const sketches = new Map<string, Map<number, number>>()
    for (const row of rows) {
      const place = placeOf(row)
      const sketch = sketches.get(place) ?? new Map<number, number>()
      sketch.set(row.bucket, row.plays)
      sketches.set(place, sketch)
    }
    return sketches
  }
}

const NO_TIMES: ReadonlyMap<number, number> = new Map()

function stepSql(stepSeconds: number): string {
  return stepSeconds === HOUR_S ? 'hour' : `date_trunc('day', hour, 'UTC')`
}

function wholeHour(at: Date, round: (hours: number) => number): Date {
  return new Date(round(at.getTime() / 1000 / HOUR_S) * HOUR_S * 1000)
}

/** Titles by their names; what has left the catalogue keeps its id. */
async function namesOf(by: QualityDimension, keys: string[]): Promise<Map<string, string>> {
  if (by !== 'title' || keys.length === 0) return new Map()
  const { titles } = await new TitleCardsByIds().handle({
    titleIds: keys as TitleId[],
    viewing: EDITORS_VIEW,
  })
  return new Map([...titles].map(([id, { name }]) => [id, name]))
}
