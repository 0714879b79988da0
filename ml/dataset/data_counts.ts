/** Why an event is not learned from. */
export type SkipReason =
  /** Profile or title is empty, or longer than an id may be. */
  | 'missingId'
  /** Completion is no number from 0 to 1. */
  | 'badCompletion'
  /** Time is no time, before 1990, or more than a day ahead. */
  | 'badTime'
  /** The title is none of the titles that are known. */
  | 'unknownTitle'
  /** The row of a file has too few columns, a quote too many, or text that is not UTF-8. */
  | 'badRow'

/** How many of each reason are named by their place. */
export const FIRST_SKIPPED = 5

/** What became of the events that were read: `read` is `kept` and all of `skipped`. */
export interface DataCounts {
  read: number
  kept: number
  /** Of the kept, those of a profile and title that were already there. */
  merged: number
  skipped: Record<SkipReason, number>
  /** Where the first few of each reason stand: line of the file, or number of the event, from 1. */
  firstSkipped: Record<SkipReason, number[]>
}

export function emptyCounts(): DataCounts {
  const none = { missingId: 0, badCompletion: 0, badTime: 0, unknownTitle: 0, badRow: 0 }
  const nowhere = { missingId: [], badCompletion: [], badTime: [], unknownTitle: [], badRow: [] }
  return { read: 0, kept: 0, merged: 0, skipped: none, firstSkipped: nowhere }
}

export function countSkipped(counts: DataCounts, reason: SkipReason, place: number): void {
  counts.skipped[reason]++
  const first = counts.firstSkipped[reason]
  if (first.length < FIRST_SKIPPED) first.push(place)
}

/** For a message: `3 badTime (first at 4, 9, 12)`; empty when nothing was skipped. */
export function describeSkipped({ skipped, firstSkipped }: DataCounts): string {
  return Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => {
      return `${count} ${reason} (first at ${firstSkipped[reason as SkipReason].join(', ')})`
    })
    .join('; ')
}
