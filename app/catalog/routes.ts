import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { editedTitleAnswer, titleListAnswer } from './validators/answers.js'
import { homeAnswer } from './validators/home_answers.js'
import { titleViewAnswer } from './validators/title_view_answer.js'
import {
  createEpisodeBody,
  createSeasonBody,
  createTitleBody,
  updateEpisodeBody,
  updateTitleBody,
} from './validators/editing.js'
import {
  episodeParams,
  seasonParams,
  titleArtworkParams,
  titleParams,
} from './validators/identifiers.js'
import { listTitlesQuery, profileParams, titlePageQuery } from './validators/viewing.js'

const HomeController = () => import('./controllers/home_controller.js')
const TitleViewController = () => import('./controllers/title_view_controller.js')
const TitlesController = () => import('./controllers/titles_controller.js')
const EpisodesController = () => import('./controllers/episodes_controller.js')
const ArtworkController = () => import('./controllers/artwork_controller.js')

endpoint(router.get('/v1/profiles/:profileId/home', [HomeController, 'show']), {
  access: 'profile',
  summary: 'The home page of a profile: a hero and rails, in one request',
  tag: 'catalogue',
  params: profileParams,
  responses: { 200: homeAnswer },
})

endpoint(router.get('/v1/titles', [TitlesController, 'index']), {
  access: 'account',
  summary: 'Published films and shows, newest first',
  tag: 'catalogue',
  query: listTitlesQuery,
  responses: { 200: titleListAnswer },
})

endpoint(router.get('/v1/titles/:titleId', [TitleViewController, 'show']), {
  access: 'account',
  summary: 'The page of a film or show: all that is shown of it, and where the profile stands',
  tag: 'catalogue',
  params: titleParams,
  query: titlePageQuery,
  responses: { 200: titleViewAnswer },
})

endpoint(router.get('/artwork/*', [ArtworkController, 'show']), {
  access: 'public',
  summary: 'A picture of a title or episode',
  tag: 'catalogue',
  responses: { 200: null },
  produces: 'image/webp',
})

const editing = { access: 'staff:catalogue.edit', tag: 'editing' } as const
const publishing = { access: 'staff:catalogue.publish', tag: 'editing' } as const

endpoint(router.post('/v1/titles', [TitlesController, 'store']), {
  ...editing,
  summary: 'Begin a film or show as a draft',
  body: createTitleBody,
  responses: { 201: editedTitleAnswer },
  idempotent: true,
})

endpoint(router.patch('/v1/titles/:titleId', [TitlesController, 'update']), {
  ...editing,
  summary: 'Change what is said of a title',
  params: titleParams,
  body: updateTitleBody,
  responses: { 200: editedTitleAnswer },
})

endpoint(router.post('/v1/titles/:titleId/publish', [TitlesController, 'publish']), {
  ...publishing,
  summary: 'Show a complete title, and its finished episodes, to viewers',
  params: titleParams,
  responses: { 200: editedTitleAnswer },
})

endpoint(router.post('/v1/titles/:titleId/unpublish', [TitlesController, 'unpublish']), {
  ...publishing,
  summary: 'Take a title back from viewers',
  params: titleParams,
  responses: { 200: editedTitleAnswer },
})

endpoint(router.put('/v1/titles/:titleId/artwork/:kind', [ArtworkController, 'storeForTitle']), {
  ...editing,
  summary: 'Give a title its poster or backdrop; the body is the picture',
  params: titleArtworkParams,
  responses: { 200: editedTitleAnswer },
})

endpoint(router.post('/v1/titles/:titleId/seasons', [EpisodesController, 'storeSeason']), {
  ...editing,
  summary: 'Add a season to a show',
  params: titleParams,
  body: createSeasonBody,
  responses: { 201: editedTitleAnswer },
  idempotent: true,
})

endpoint(router.post('/v1/seasons/:seasonId/episodes', [EpisodesController, 'store']), {
  ...editing,
  summary: 'Add an episode to a season as a draft',
  params: seasonParams,
  body: createEpisodeBody,
  responses: { 201: editedTitleAnswer },
  idempotent: true,
})

endpoint(router.patch('/v1/episodes/:episodeId', [EpisodesController, 'update']), {
  ...editing,
  summary: 'Change an episode',
  params: episodeParams,
  body: updateEpisodeBody,
  responses: { 200: editedTitleAnswer },
})

endpoint(router.post('/v1/episodes/:episodeId/publish', [EpisodesController, 'publish']), {
  ...publishing,
  summary: 'Bring out an episode that has its video',
  params: episodeParams,
  responses: { 200: editedTitleAnswer },
})

endpoint(router.post('/v1/episodes/:episodeId/unpublish', [EpisodesController, 'unpublish']), {
  ...publishing,
  summary: 'Take an episode back from viewers',
  params: episodeParams,
  responses: { 200: editedTitleAnswer },
})

endpoint(
  router.put('/v1/episodes/:episodeId/artwork/still', [ArtworkController, 'storeForEpisode']),
  {
    ...editing,
    summary: 'Give an episode its still; the body is the picture',
    params: episodeParams,
    responses: { 200: editedTitleAnswer },
  }
)
