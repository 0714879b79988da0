import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { editedTitleAnswer } from '../validators/edited_answers.js'
import {
  createEpisodeBody,
  createSeasonBody,
  episodeTextsBody,
  nameBody,
  scheduleBody,
  updateEpisodeBody,
  updateSeasonBody,
} from '../validators/editing.js'
import {
  episodeLanguageParams,
  episodeParams,
  seasonLanguageParams,
  seasonParams,
  titleParams,
} from '../validators/identifiers.js'
import { editing, publishing } from './staff.js'

const EpisodesController = () => import('../controllers/episodes_controller.js')
const ArtworkController = () => import('../controllers/artwork_controller.js')

endpoint(router.post('/v1/titles/:titleId/seasons', [EpisodesController, 'storeSeason']), {
  ...editing,
  summary: 'Add a season to a show',
  params: titleParams,
  body: createSeasonBody,
  responses: { 201: editedTitleAnswer },
  idempotent: true,
  conditional: true,
})

endpoint(router.patch('/v1/seasons/:seasonId', [EpisodesController, 'updateSeason']), {
  ...editing,
  summary: 'Give a season another number or name',
  params: seasonParams,
  body: updateSeasonBody,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.delete('/v1/seasons/:seasonId', [EpisodesController, 'destroySeason']), {
  ...publishing,
  summary: 'Take a season with its episodes out of its show',
  params: seasonParams,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(
  router.put('/v1/seasons/:seasonId/translations/:language', [
    EpisodesController,
    'translateSeason',
  ]),
  {
    ...editing,
    summary: 'Say the name of a season in another language',
    params: seasonLanguageParams,
    body: nameBody,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)

endpoint(
  router.delete('/v1/seasons/:seasonId/translations/:language', [
    EpisodesController,
    'untranslateSeason',
  ]),
  {
    ...editing,
    summary: 'Take a translation of a season away',
    params: seasonLanguageParams,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)

endpoint(router.post('/v1/seasons/:seasonId/episodes', [EpisodesController, 'store']), {
  ...editing,
  summary: 'Add an episode to a season as a draft',
  params: seasonParams,
  body: createEpisodeBody,
  responses: { 201: editedTitleAnswer },
  idempotent: true,
  conditional: true,
})

endpoint(router.patch('/v1/episodes/:episodeId', [EpisodesController, 'update']), {
  ...editing,
  summary: 'Change an episode',
  params: episodeParams,
  body: updateEpisodeBody,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.delete('/v1/episodes/:episodeId', [EpisodesController, 'destroy']), {
  ...publishing,
  summary: 'Take an episode out of its show; what plays already goes on',
  params: episodeParams,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(
  router.put('/v1/episodes/:episodeId/translations/:language', [EpisodesController, 'translate']),
  {
    ...editing,
    summary: 'Say an episode in another language',
    params: episodeLanguageParams,
    body: episodeTextsBody,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)

endpoint(
  router.delete('/v1/episodes/:episodeId/translations/:language', [
    EpisodesController,
    'untranslate',
  ]),
  {
    ...editing,
    summary: 'Take a translation of an episode away',
    params: episodeLanguageParams,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)

endpoint(router.put('/v1/episodes/:episodeId/schedule', [EpisodesController, 'schedule']), {
  ...publishing,
  summary: 'Say when an episode comes out and is taken back by itself',
  params: episodeParams,
  body: scheduleBody,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.post('/v1/episodes/:episodeId/publish', [EpisodesController, 'publish']), {
  ...publishing,
  summary: 'Bring out an episode that has its video',
  params: episodeParams,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.post('/v1/episodes/:episodeId/unpublish', [EpisodesController, 'unpublish']), {
  ...publishing,
  summary: 'Take an episode back from viewers',
  params: episodeParams,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(
  router.put('/v1/episodes/:episodeId/artwork/still', [ArtworkController, 'storeForEpisode']),
  {
    ...editing,
    summary: 'Give an episode its still; the body is the picture',
    params: episodeParams,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)
