import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import {
  changesAnswer,
  collectionListAnswer,
  editedCollectionAnswer,
} from '../validators/edited_answers.js'
import {
  changesQuery,
  collectionTextsBody,
  createCollectionBody,
  staffListQuery,
  updateCollectionBody,
} from '../validators/editing.js'
import { collectionLanguageParams, collectionParams } from '../validators/identifiers.js'
import { editing, publishing } from './staff.js'

const CollectionsController = () => import('../controllers/collections_controller.js')

endpoint(router.get('/v1/staff/collections', [CollectionsController, 'index']), {
  ...editing,
  summary: 'Collections for editors, what was edited last first',
  query: staffListQuery,
  responses: { 200: collectionListAnswer },
})

endpoint(router.get('/v1/staff/collections/:collectionId', [CollectionsController, 'show']), {
  ...editing,
  summary: 'One collection whole, with its drafts',
  params: collectionParams,
  responses: { 200: editedCollectionAnswer },
})

endpoint(router.get('/v1/collections/:collectionId/changes', [CollectionsController, 'changes']), {
  ...editing,
  summary: 'The history of a collection, newest first',
  params: collectionParams,
  query: changesQuery,
  responses: { 200: changesAnswer },
})

endpoint(router.post('/v1/collections', [CollectionsController, 'store']), {
  ...editing,
  summary: 'Begin a collection as a draft',
  body: createCollectionBody,
  responses: { 201: editedCollectionAnswer },
  idempotent: true,
})

endpoint(router.patch('/v1/collections/:collectionId', [CollectionsController, 'update']), {
  ...editing,
  summary: 'Change a collection, its titles and their order',
  params: collectionParams,
  body: updateCollectionBody,
  responses: { 200: editedCollectionAnswer },
  conditional: true,
})

endpoint(router.delete('/v1/collections/:collectionId', [CollectionsController, 'destroy']), {
  ...publishing,
  summary: 'Take a collection out of the catalogue; its titles stay',
  params: collectionParams,
  responses: { 204: null },
  conditional: true,
})

endpoint(
  router.put('/v1/collections/:collectionId/translations/:language', [
    CollectionsController,
    'translate',
  ]),
  {
    ...editing,
    summary: 'Say a collection in another language',
    params: collectionLanguageParams,
    body: collectionTextsBody,
    responses: { 200: editedCollectionAnswer },
    conditional: true,
  }
)

endpoint(
  router.delete('/v1/collections/:collectionId/translations/:language', [
    CollectionsController,
    'untranslate',
  ]),
  {
    ...editing,
    summary: 'Take a translation of a collection away',
    params: collectionLanguageParams,
    responses: { 200: editedCollectionAnswer },
    conditional: true,
  }
)

endpoint(router.post('/v1/collections/:collectionId/publish', [CollectionsController, 'publish']), {
  ...publishing,
  summary: 'Show a collection to viewers',
  params: collectionParams,
  responses: { 200: editedCollectionAnswer },
  conditional: true,
})

endpoint(
  router.post('/v1/collections/:collectionId/unpublish', [CollectionsController, 'unpublish']),
  {
    ...publishing,
    summary: 'Take a collection back from viewers',
    params: collectionParams,
    responses: { 200: editedCollectionAnswer },
    conditional: true,
  }
)
