import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { titleListAnswer } from './validators/answers.js'
import { collectionParams } from './validators/identifiers.js'
import { collectionAnswer, reminderListAnswer } from './validators/home_answers.js'
import {
  comingQuery,
  opinionBody,
  pageQuery,
  profileParams,
  profileTitleParams,
} from './validators/viewing.js'

const TitlesController = () => import('./controllers/titles_controller.js')
const MyListController = () => import('./controllers/my_list_controller.js')
const OpinionsController = () => import('./controllers/opinions_controller.js')
const RemindersController = () => import('./controllers/reminders_controller.js')

const ofProfile = { access: 'profile', tag: 'profiles' } as const
const ofTitle = { ...ofProfile, params: profileTitleParams, responses: { 204: null } }

endpoint(router.get('/v1/profiles/:profileId/list', [MyListController, 'index']), {
  ...ofProfile,
  summary: 'What the profile keeps on its list, the newest first',
  params: profileParams,
  query: pageQuery,
  responses: { 200: titleListAnswer },
})

endpoint(router.put('/v1/profiles/:profileId/list/:titleId', [MyListController, 'store']), {
  ...ofTitle,
  summary: "Put a title on the profile's list",
})

endpoint(router.delete('/v1/profiles/:profileId/list/:titleId', [MyListController, 'destroy']), {
  ...ofTitle,
  summary: "Take a title off the profile's list",
})

endpoint(router.put('/v1/profiles/:profileId/opinions/:titleId', [OpinionsController, 'store']), {
  ...ofTitle,
  summary: 'Say what the profile thinks of a title: love, up or down',
  body: opinionBody,
})

endpoint(
  router.delete('/v1/profiles/:profileId/opinions/:titleId', [OpinionsController, 'destroy']),
  { ...ofTitle, summary: "Take back the profile's opinion of a title" }
)

endpoint(router.get('/v1/profiles/:profileId/reminders', [RemindersController, 'index']), {
  ...ofProfile,
  summary: 'What the profile asked to be told of once it is out',
  params: profileParams,
  query: pageQuery,
  responses: { 200: reminderListAnswer },
})

endpoint(router.put('/v1/profiles/:profileId/reminders/:titleId', [RemindersController, 'store']), {
  ...ofTitle,
  summary:
    'Have the profile told, by mail and on its home, once a title is out that is coming, or opens in its country later',
})

endpoint(
  router.delete('/v1/profiles/:profileId/reminders/:titleId', [RemindersController, 'destroy']),
  { ...ofTitle, summary: 'Do not tell the profile, or take the notice away' }
)

const ofAccount = { access: 'account', tag: 'catalogue' } as const

endpoint(router.get('/v1/coming', [TitlesController, 'coming']), {
  ...ofAccount,
  summary: 'Announced films and shows that are not out yet, the next first',
  query: comingQuery,
  responses: { 200: titleListAnswer },
})

endpoint(router.get('/v1/collections/:collectionId', [TitlesController, 'collection']), {
  ...ofAccount,
  summary: "An editor's collection, with its titles in the editor's order",
  params: collectionParams,
  query: comingQuery,
  responses: { 200: collectionAnswer },
})
