export {
  PipelineFailedError,
  SourceRefusedError,
  type FailureCode,
  type RefusalCode,
} from './errors.js'
export { inspectSource, type ClaimedType, type InspectOptions } from './inspect/inspect_source.js'
export type {
  AudioTrack,
  Rational,
  SourceProbe,
  TextTrack,
  VideoTrack,
} from './inspect/source_probe.js'
export { chooseLadder } from './ladder/choose_ladder.js'
export type { AudioRendition, KeyTier, Ladder, TextRendition, VideoRung } from './ladder/ladder.js'
export {
  DEFAULT_PROCESS_LIMITS,
  DEFAULT_SOURCE_LIMITS,
  type ProcessLimits,
  type SourceLimits,
} from './limits.js'
export type { MediaTools } from './media_tools.js'
export { newContentKeys, type ContentKey, type ContentKeySet } from './packaging/content_keys.js'
export { packageStreams, type Packaged, type PackageRequest } from './packaging/package_streams.js'
export { writePosters } from './pictures/posters.js'
export { writeThumbnailTrack, type ThumbnailTrack } from './pictures/thumbnail_track.js'
export { hashFile, hashFolder } from './publish/content_hash.js'
export { assetPath, publishFolder } from './publish/publish_folder.js'
export {
  describeStreams,
  type SegmentedTrack,
  type StreamAudio,
  type StreamDescription,
  type StreamRung,
  type StreamText,
} from './publish/stream_description.js'
export {
  PIPELINE_NODES,
  removeWorkFolder,
  runPipeline,
  type PipelineNode,
  type PipelineProgress,
  type PipelineRequest,
  type PipelineResult,
} from './run_pipeline.js'
export { DEFAULT_TRANSCODE_SETTINGS, type TranscodeSettings } from './transcode/settings.js'
export {
  SEGMENT_SECONDS,
  transcode,
  type Transcoded,
  type TranscodeRequest,
} from './transcode/transcode.js'
export {
  renderGenerativeEpisode,
  type GenerativeEpisode,
} from './generative/render_generative_episode.js'
export { GENERATIVE_KINDS, type GenerativeKind } from './generative/scenes.js'
