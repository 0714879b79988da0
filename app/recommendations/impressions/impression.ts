import type { Id, ProfileId } from '#core/ids'
import type { Arm, ExperimentId } from '../experiments/experiment.js'

export const IMPRESSION_EVENTS = ['shown', 'clicked'] as const

/**
 * A title that stood on a rail before a viewer's eyes, or that they opened from there. A client
 * says `shown` once half of the picture was on screen for a second, as the Media Rating Council
 * counts viewable impressions (Viewable Impression Measurement Guidelines, 2014).
 */
export interface ReportedImpression {
  event: (typeof IMPRESSION_EVENTS)[number]
  /** Kind of the rail. */
  rail: string
  /** Of the rail on the page, from 0. */
  place: number
  /** Of the title on the rail, from 0. */
  position: number
  titleId: string
  /** The model that chose the rail, as home said. */
  model?: string
  /** It stood there to be tried, as home said. */
  explored?: boolean
  /** How long ago it was, milliseconds. */
  agoMs: number
}

/** One with who saw it, and where an experiment runs, in which arm. Times are Unix ms. */
export interface Impression extends Omit<ReportedImpression, 'agoMs'> {
  profileId: ProfileId
  /** One display of a page. */
  viewId: Id<string>
  receivedAt: number
  at: number
  experiment: { id: ExperimentId; arm: Arm } | null
}

/** The same event of the same place on the same page is one impression, however often it is sent. */
export function impressionKeyOf(seen: Impression): string {
  return `${seen.profileId} ${seen.viewId} ${seen.event} ${seen.place} ${seen.position}`
}
