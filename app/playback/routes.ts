import router from '@adonisjs/core/services/router'
import { endpoint, registerAccessCheck } from '#core/http/endpoint'
import './play_session.js'
import * as request from './validators/requests.js'
import * as response from './validators/responses.js'

const PlaySessionsController = () => import('./controllers/play_sessions_controller.js')
const LicencesController = () => import('./controllers/licences_controller.js')
const ViewingController = () => import('./controllers/viewing_controller.js')
const BookmarksController = () => import('./controllers/bookmarks_controller.js')
const QualityController = () => import('./controllers/quality_controller.js')
const EdgeController = () => import('./controllers/edge_controller.js')

endpoint(router.post('/v1/playback/sessions', [PlaySessionsController, 'store']), {
  access: 'account',
  summary: 'Press play: all that a player needs, in one answer',
  tag: 'playback',
  body: request.startBody,
  responses: { 201: response.startedPlayResponse },
})

endpoint(
  router.post('/v1/playback/sessions/:sessionId/heartbeats', [PlaySessionsController, 'heartbeat']),
  {
    access: 'play-session',
    summary: 'Report the position; acknowledged once it is on disk',
    tag: 'playback',
    params: request.sessionParams,
    body: request.heartbeatBody,
    responses: { 200: response.heartbeatResponse },
  }
)

endpoint(
  router.post('/v1/playback/sessions/:sessionId/quality', [PlaySessionsController, 'quality']),
  {
    access: 'play-session',
    summary: 'How the play goes so far (CTA-2066); the newest report replaces those before it',
    tag: 'playback',
    params: request.sessionParams,
    body: request.qualityBody,
    responses: { 204: null },
  }
)

endpoint(router.post('/v1/playback/sessions/:sessionId/end', [PlaySessionsController, 'end']), {
  access: 'play-session',
  summary: 'Stop: keep the last position and free the place in the stream limit',
  tag: 'playback',
  params: request.sessionParams,
  body: request.endBody,
  responses: { 200: response.endResponse },
})

endpoint(router.post('/v1/playback/licence', [LicencesController, 'store']), {
  access: 'play-session',
  summary:
    'A Clear Key licence (W3C EME, 9.1) for the keys of a play session, by its licence token',
  tag: 'playback',
  responses: { 200: response.licenceResponse },
})

endpoint(
  router.get('/v1/profiles/:profileId/continue-watching', [ViewingController, 'continueWatching']),
  {
    access: 'profile',
    summary: 'What the profile can go on watching, newest first',
    tag: 'viewing',
    params: request.profileParams,
    responses: { 200: response.continueWatchingResponse },
  }
)

endpoint(router.get('/v1/profiles/:profileId/history', [ViewingController, 'history']), {
  access: 'profile',
  summary: 'What the profile has watched, newest first',
  tag: 'viewing',
  params: request.profileParams,
  query: request.pageQuery,
  responses: { 200: response.historyResponse },
})

endpoint(
  router.delete('/v1/profiles/:profileId/history/:playableId', [ViewingController, 'forget']),
  {
    access: 'profile',
    summary: 'Take a film or an episode out of the history, and forget its position',
    tag: 'viewing',
    params: request.historyItemParams,
    responses: { 204: null },
  }
)

endpoint(router.delete('/v1/profiles/:profileId/history', [ViewingController, 'forgetAll']), {
  access: 'profile',
  summary: 'Clear the history, and forget every position',
  tag: 'viewing',
  params: request.profileParams,
  responses: { 204: null },
})

endpoint(
  router.delete('/v1/profiles/:profileId/history/titles/:titleId', [
    ViewingController,
    'forgetTitle',
  ]),
  {
    access: 'profile',
    summary: 'Take a film, or all episodes of a show, out of the history',
    tag: 'viewing',
    params: request.profileTitleParams,
    responses: { 204: null },
  }
)

endpoint(
  router.put('/v1/profiles/:profileId/history/:playableId/watched', [
    ViewingController,
    'markWatched',
  ]),
  {
    access: 'profile',
    summary: 'Say that a film or an episode was watched, or was not',
    tag: 'viewing',
    params: request.historyItemParams,
    body: request.watchedBody,
    responses: { 204: null },
  }
)

endpoint(
  router.patch('/v1/profiles/:profileId/tracks/:titleId', [ViewingController, 'chooseTracks']),
  {
    access: 'profile',
    summary: 'Remember sound and subtitles for a film or a show; what is left out stays',
    tag: 'viewing',
    params: request.profileTitleParams,
    body: request.tracksBody,
    responses: { 204: null },
  }
)

endpoint(router.post('/v1/profiles/:profileId/bookmarks', [BookmarksController, 'store']), {
  access: 'profile',
  summary: 'Mark a moment of a film or an episode',
  tag: 'viewing',
  params: request.profileParams,
  body: request.bookmarkBody,
  responses: { 201: response.bookmarkResponse },
  idempotent: true,
})

endpoint(router.get('/v1/profiles/:profileId/bookmarks', [BookmarksController, 'index']), {
  access: 'profile',
  summary: 'The moments that a profile marked, newest first, in all titles or in one',
  tag: 'viewing',
  params: request.profileParams,
  query: request.bookmarksQuery,
  responses: { 200: response.bookmarksResponse },
})

endpoint(
  router.patch('/v1/profiles/:profileId/bookmarks/:bookmarkId', [BookmarksController, 'rename']),
  {
    access: 'profile',
    summary: 'Give a bookmark another name, or none',
    tag: 'viewing',
    params: request.bookmarkParams,
    body: request.bookmarkNameBody,
    responses: { 204: null },
  }
)

endpoint(
  router.delete('/v1/profiles/:profileId/bookmarks/:bookmarkId', [BookmarksController, 'destroy']),
  {
    access: 'profile',
    summary: 'Delete a bookmark',
    tag: 'viewing',
    params: request.bookmarkParams,
    responses: { 204: null },
  }
)

endpoint(router.get('/v1/staff/quality', [QualityController, 'show']), {
  access: 'staff:quality.read',
  summary:
    'How well playing goes: start times, rebuffering, failures, by the hour and by a dimension',
  tag: 'quality',
  query: request.qualityQuery,
  responses: { 200: response.qualityResponse },
})

// The edge verifies the policy of each request itself, with refusals as CloudFront gives them.
registerAccessCheck('signed-url', () => {})

endpoint(router.get('/edge/*', [EdgeController, 'serve']), {
  access: 'signed-url',
  summary: 'A file of a published asset, to the bearer of a CloudFront policy for it',
  tag: 'playback',
  responses: { 200: null },
  produces: 'application/octet-stream',
})
