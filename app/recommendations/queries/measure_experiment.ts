import db from '@adonisjs/lucid/services/db'
import type { ProfileId, TitleId } from '#core/ids'
import { FindWatchedAfter } from '#playback'
import type { Arm, Experiment } from '../experiments/experiment.js'
import { ratesOfArms, type ProfileCounts, type RatesOfArms } from '../experiments/rates_of_arms.js'
import { sampleRatio, type SampleRatio } from '../experiments/sample_ratio.js'

/** What came of titles that stood in one place. */
export interface PlaceCounts {
  arm: Arm
  shown: number
  clicked: number
  watched: number
}

export interface MeasuredExperiment {
  experiment: Experiment
  /** Profiles that were shown something, and what came of all that they were shown. */
  totals: Record<Arm, { profiles: number; shown: number; clicked: number; watched: number }>
  rates: RatesOfArms
  sampleRatio: SampleRatio
  byRail: (PlaceCounts & { rail: string })[]
  byPosition: (PlaceCounts & { position: number })[]
}

interface ShownRow {
  profile_id: ProfileId
  arm: Arm
  rail: string
  position: number
  shown: number
  clicked: number
}

interface ClickRow {
  profile_id: ProfileId
  arm: Arm
  rail: string
  position: number
  title_id: TitleId
  at: Date
}

/** What was sent again after midnight lies in two partitions, and counts once. */
const SEEN = `
  select profile_id, view_id, event, place, position, min(arm) as arm, min(rail) as rail
  from recommendations.impressions where experiment_id = ?
  group by profile_id, view_id, event, place, position`

/** By `impressions_of_experiment`. */
const COUNTS = `
  select profile_id, arm, rail, position,
    (count(*) filter (where event = 'shown'))::int as shown,
    (count(*) filter (where event = 'clicked'))::int as clicked
  from (${SEEN}) as seen group by profile_id, arm, rail, position`

/** The first click of a profile on a title, for what it does then. By the same index. */
const CLICKS = `
  select distinct on (profile_id, title_id) profile_id, title_id, arm, rail, position, at
  from recommendations.impressions where experiment_id = ? and event = 'clicked'
  order by profile_id, title_id, at`

/**
 * What came of what two models showed. The take-rate of Gomez-Uribe and Hunt ("The Netflix recommender
 * system", 2015, section 2.3), with plays that were watched instead of plays that were begun: titles
 * that a profile clicked on a rail of its arm's model and then watched, over titles that such rails
 * put before its eyes. A title that a profile watched counts once.
 */
export class MeasureExperiment {
  async handle({ experiment }: { experiment: Experiment }): Promise<MeasuredExperiment> {
    const [counts, clicks] = await Promise.all([
      rowsOf<ShownRow>(COUNTS, experiment),
      rowsOf<ClickRow>(CLICKS, experiment),
    ])
    const opened = clicks.map(({ profile_id: profileId, title_id: titleId, at }) => {
      return { profileId, titleId, at: at.getTime() }
    })
    const isWatched = await new FindWatchedAfter().handle({ opened })
    const watched = clicks.filter((_, place) => isWatched[place])

    const profiles = [...profileCounts(counts, watched)]
    const totals = { a: totalOf(profiles, 'a'), b: totalOf(profiles, 'b') }
    return {
      experiment,
      totals,
      rates: ratesOfArms(profiles),
      sampleRatio: sampleRatio(totals.a.profiles, totals.b.profiles, experiment.shareB),
      byRail: grouped(counts, watched, ({ arm, rail }) => ({ arm, rail })),
      byPosition: grouped(counts, watched, ({ arm, position }) => ({ arm, position })),
    }
  }
}

async function rowsOf<Row>(statement: string, { id }: Experiment): Promise<Row[]> {
  const { rows } = await db.rawQuery<{ rows: Row[] }>(statement, [id])
  return rows
}

function profileCounts(counts: ShownRow[], watched: ClickRow[]): Iterable<ProfileCounts> {
  const byProfile = new Map<ProfileId, ProfileCounts>()
  for (const { profile_id: id, arm, shown, clicked } of counts) {
    const known = byProfile.get(id) ?? { arm, shown: 0, clicked: 0, watched: 0 }
    known.shown += shown
    known.clicked += clicked
    byProfile.set(id, known)
  }
  for (const { profile_id: id } of watched) byProfile.get(id)!.watched++
  return byProfile.values()
}

function totalOf(profiles: ProfileCounts[], arm: Arm) {
  const total = { profiles: 0, shown: 0, clicked: 0, watched: 0 }
  for (const profile of profiles) {
    if (profile.arm !== arm) continue
    total.profiles++
    total.shown += profile.shown
    total.clicked += profile.clicked
    total.watched += profile.watched
  }
  return total
}

function grouped<Group extends { arm: Arm }>(
  counts: ShownRow[],
  watched: ClickRow[],
  groupOf: (row: Pick<ShownRow, 'arm' | 'rail' | 'position'>) => Group
): (PlaceCounts & Group)[] {
  const groups = new Map<string, PlaceCounts & Group>()
  const at = (row: Pick<ShownRow, 'arm' | 'rail' | 'position'>) => {
    const group = groupOf(row)
    const key = JSON.stringify(group)
    const known = groups.get(key) ?? { ...group, shown: 0, clicked: 0, watched: 0 }
    groups.set(key, known)
    return known
  }
  for (const row of counts) {
    at(row).shown += row.shown
    at(row).clicked += row.clicked
  }
  for (const row of watched) at(row).watched++
  const inOrder = new Intl.Collator('en', { numeric: true }).compare
  return [...groups].sort(([a], [b]) => inOrder(a, b)).map(([, group]) => group)
}
