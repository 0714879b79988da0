/** Ingest: uploads, assets, transcode jobs, packaging and content keys. */
export { AssetPublished } from './events.js'
export type { StreamOwner } from './stream_owner.js'
export { streamOwners } from './stream_owners.js'
export type {
  StreamAudio,
  StreamDescription,
  StreamRung,
  StreamText,
  ThumbnailTrack,
} from './pipeline/index.js'
export type { ContentKey, KeyTier } from './keys/content_key.js'
export type { JobProgress } from './job_signals.js'
export { isFinal, type JobState } from './models/transcode_job.js'

export { ContentKeysOf } from './queries/content_keys_of.js'
export { FollowTranscodeJob } from './queries/follow_transcode_job.js'
export { IngestFile } from './actions/ingest_file.js'
export { CancelTranscodeJob } from './actions/cancel_transcode_job.js'
export { RunTranscodeJobHere } from './actions/run_transcode_job_here.js'
export { renderGenerativeEpisode, type GenerativeKind } from './pipeline/index.js'
