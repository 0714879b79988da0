import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import {
  changesAnswer,
  editedTitleAnswer,
  ratingSystemsAnswer,
  staffTitleListAnswer,
} from '../validators/edited_answers.js'
import {
  changesQuery,
  createExtraBody,
  createTitleBody,
  orderExtrasBody,
  scheduleBody,
  staffTitlesQuery,
  titleTextsBody,
  updateTitleBody,
} from '../validators/editing.js'
import { titleArtworkParams, titleLanguageParams, titleParams } from '../validators/identifiers.js'
import { editing, publishing } from './staff.js'

const EditedTitlesController = () => import('../controllers/edited_titles_controller.js')
const ArtworkController = () => import('../controllers/artwork_controller.js')

endpoint(router.get('/v1/staff/titles', [EditedTitlesController, 'index']), {
  ...editing,
  summary: 'Titles for editors, what was edited last first',
  query: staffTitlesQuery,
  responses: { 200: staffTitleListAnswer },
})

endpoint(router.get('/v1/staff/titles/:titleId', [EditedTitlesController, 'show']), {
  ...editing,
  summary: 'One title whole, with what publishing it would still need',
  params: titleParams,
  responses: { 200: editedTitleAnswer },
})

endpoint(router.get('/v1/titles/:titleId/changes', [EditedTitlesController, 'changes']), {
  ...editing,
  summary: 'The history of a title and all below it, newest first',
  params: titleParams,
  query: changesQuery,
  responses: { 200: changesAnswer },
})

endpoint(router.get('/v1/rating-systems', [EditedTitlesController, 'ratingSystems']), {
  ...editing,
  summary: 'Systems of maturity ratings, with the age of each label',
  responses: { 200: ratingSystemsAnswer },
})

endpoint(router.post('/v1/titles', [EditedTitlesController, 'store']), {
  ...editing,
  summary: 'Begin a film or show as a draft',
  body: createTitleBody,
  responses: { 201: editedTitleAnswer },
  idempotent: true,
})

endpoint(router.patch('/v1/titles/:titleId', [EditedTitlesController, 'update']), {
  ...editing,
  summary: 'Change what is said of a title',
  params: titleParams,
  body: updateTitleBody,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.delete('/v1/titles/:titleId', [EditedTitlesController, 'destroy']), {
  ...publishing,
  summary: 'Take a title out of the catalogue; what plays already goes on',
  params: titleParams,
  responses: { 204: null },
  conditional: true,
})

endpoint(
  router.put('/v1/titles/:titleId/translations/:language', [EditedTitlesController, 'translate']),
  {
    ...editing,
    summary: 'Say a title in another language',
    params: titleLanguageParams,
    body: titleTextsBody,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)

endpoint(
  router.delete('/v1/titles/:titleId/translations/:language', [
    EditedTitlesController,
    'untranslate',
  ]),
  {
    ...editing,
    summary: 'Take a translation of a title away',
    params: titleLanguageParams,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)

endpoint(router.put('/v1/titles/:titleId/schedule', [EditedTitlesController, 'schedule']), {
  ...publishing,
  summary: 'Say when a title is published and taken back by itself',
  params: titleParams,
  body: scheduleBody,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.post('/v1/titles/:titleId/publish', [EditedTitlesController, 'publish']), {
  ...publishing,
  summary: 'Show a complete title, and its finished episodes, to viewers',
  params: titleParams,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.post('/v1/titles/:titleId/unpublish', [EditedTitlesController, 'unpublish']), {
  ...publishing,
  summary: 'Take a title back from viewers',
  params: titleParams,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.post('/v1/titles/:titleId/extras', [EditedTitlesController, 'storeExtra']), {
  ...editing,
  summary: 'Begin a trailer or another extra of a film or show; the answer is the extra',
  params: titleParams,
  body: createExtraBody,
  responses: { 201: editedTitleAnswer },
  idempotent: true,
  conditional: true,
})

endpoint(router.put('/v1/titles/:titleId/extras/order', [EditedTitlesController, 'orderExtras']), {
  ...editing,
  summary: 'Put the extras of a title into an order',
  params: titleParams,
  body: orderExtrasBody,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(router.put('/v1/titles/:titleId/artwork/:kind', [ArtworkController, 'storeForTitle']), {
  ...editing,
  summary: 'Give a title one of its pictures; the body is the picture',
  params: titleArtworkParams,
  responses: { 200: editedTitleAnswer },
  conditional: true,
})

endpoint(
  router.delete('/v1/titles/:titleId/artwork/:kind', [ArtworkController, 'destroyForTitle']),
  {
    ...editing,
    summary: 'Take a picture of a title away',
    params: titleArtworkParams,
    responses: { 200: editedTitleAnswer },
    conditional: true,
  }
)
