import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { favouritesAnswer, reasonAnswer } from './validators/profile_answers.js'
import { favouritesBody, profileParams, profileTitleParams } from './validators/profile_requests.js'

const ProfileTastesController = () => import('./controllers/profile_tastes_controller.js')

const ofProfile = { access: 'profile', tag: 'recommendations', params: profileParams } as const

endpoint(
  router.get('/v1/profiles/:profileId/favourites', [ProfileTastesController, 'favourites']),
  {
    ...ofProfile,
    summary: 'The titles that a profile named as ones it likes, and popular ones to choose from',
    responses: { 200: favouritesAnswer },
  }
)

endpoint(router.put('/v1/profiles/:profileId/favourites', [ProfileTastesController, 'choose']), {
  ...ofProfile,
  summary: 'Name titles that the profile likes, in place of those it named before',
  body: favouritesBody,
  responses: { 204: null },
})

endpoint(
  router.get('/v1/profiles/:profileId/recommendations/:titleId/reason', [
    ProfileTastesController,
    'reason',
  ]),
  {
    ...ofProfile,
    summary: 'Why a title is shown to the profile',
    params: profileTitleParams,
    responses: { 200: reasonAnswer },
  }
)

endpoint(
  router.post('/v1/profiles/:profileId/recommendations/reset', [ProfileTastesController, 'reset']),
  {
    ...ofProfile,
    summary:
      'Begin anew: what was watched, judged or named up to now says nothing of the taste any more',
    responses: { 204: null },
  }
)
