/** Playback: play sessions, the edge, licences, heartbeats, progress and history. */
export { Entitlements, type PlayDecision, type PlayWish } from './entitlements.js'
export {
  StartPlaySession,
  type StartedPlay,
  type StartInput,
} from './actions/start_play_session.js'
export { RecordHeartbeat, type Heartbeat } from './actions/record_heartbeat.js'
export { EndPlaySession } from './actions/end_play_session.js'
export { FindContinueWatching, type WatchedOn } from './queries/find_continue_watching.js'
export { FingerprintHistory } from './queries/fingerprint_history.js'
export { StreamViewedTitles } from './queries/stream_viewed_titles.js'
export { FindViewedTitles } from './queries/find_viewed_titles.js'
export type { ViewedTitle } from './queries/viewed_titles_sql.js'
export { FindWatchedAfter, type Opened } from './queries/find_watched_after.js'
export { FindHistory, type Watched } from './queries/find_history.js'

export { AccountEntitlements } from './drivers/account_entitlements.js'
export { continueWatchingRail } from './continue_watching_rail.js'
export { viewingProgressOfTitle } from './viewing_progress_of_title.js'
export { popularRail } from './popular_rail.js'
export {
  DeleteGeneratedPlays,
  KeepPastPlays,
  RecountDays,
  type PastPlay,
} from './actions/keep_past_plays.js'
export { RollUpPopularity } from './actions/roll_up_popularity.js'
export { FindPopular, type PopularList, type PopularTitle } from './queries/find_popular.js'
export { edgeServer } from './edge/delivery.js'
export { heartbeatWriter } from './heartbeats/heartbeat_writer.js'

export { RecordQuality } from './actions/record_quality.js'
export { RollUpQuality } from './actions/roll_up_quality.js'
export { FindQuality, type QualityReport } from './queries/find_quality.js'
export { qualityWriter } from './quality/quality_writer.js'
export {
  QUALITY_DIMENSIONS,
  type QualityDimension,
  type QualityFigures,
} from './quality/quality_summary.js'
export { qualitySpan } from './quality/quality_span.js'
export { qualityPage } from './quality/quality_page.js'
export { QUALITY_HEAD, qualityRow } from './quality/quality_words.js'
export { transformQuality } from './transformers/quality_transformer.js'
