import edge from '#config/edge_delivery'
import playback from '#config/playback'
import type { StartedPlay } from '../actions/start_play_session.js'
import { startupTrack } from '../stream_choice.js'

/** The answer to pressing play. Media addresses need `edgePolicy.query` added to them. */
export function transformStartedPlay(play: StartedPlay) {
  const { session, playable, stream, choice, resumePositionSeconds } = play
  const base = `${edge.baseUrl}/${stream.basePath}`
  return {
    id: session.sessionId,
    token: play.token,
    title: {
      titleId: playable.titleId,
      episodeId: playable.episodeId,
      name: playable.name,
      showName: playable.showName,
      seasonNumber: playable.seasonNumber,
      episodeNumber: playable.episodeNumber,
    },
    manifests: { dash: `${base}/${stream.dash}`, hls: `${base}/${stream.hls}` },
    edgePolicy: play.edgePolicy,
    licence: {
      url: '/v1/playback/licence',
      token: play.licenceToken,
      keySystem: 'org.w3.clearkey',
      keyIds: session.keyIds,
    },
    resumePositionSeconds,
    durationSeconds: stream.durationSeconds,
    thumbnails: stream.thumbnails ? { vtt: `${base}/${stream.thumbnails.vtt}` } : null,
    skipMarkers: playable.skipMarkers,
    nextEpisode: playable.nextEpisode,
    tracks: play.tracks,
    heartbeat: {
      url: `/v1/playback/sessions/${session.sessionId}/heartbeats`,
      intervalSeconds: playback.heartbeatSeconds,
    },
    quality: {
      url: `/v1/playback/sessions/${session.sessionId}/quality`,
      intervalSeconds: playback.qualityReportSeconds,
    },
    startup: {
      rungs: choice.rungs.map((rung) => ({
        bandwidth: rung.bandwidth,
        height: rung.height,
        ...startupTrack(base, rung, resumePositionSeconds),
      })),
      audio: play.audio && startupTrack(base, play.audio, resumePositionSeconds),
    },
  }
}
