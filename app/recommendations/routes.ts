import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { impressionsBody, modelsQuery, profileParams } from './validators/requests.js'
import { modelListAnswer } from './validators/answers.js'

const ImpressionsController = () => import('./controllers/impressions_controller.js')
const ModelsController = () => import('./controllers/models_controller.js')

endpoint(router.get('/v1/staff/recommendations/models', [ModelsController, 'index']), {
  access: 'staff:recommendations.read',
  summary: 'The models that were trained, the newest first',
  tag: 'recommendations',
  query: modelsQuery,
  responses: { 200: modelListAnswer },
})

endpoint(router.post('/v1/profiles/:profileId/impressions', [ImpressionsController, 'store']), {
  access: 'profile',
  summary: 'What the profile was shown and clicked; sent twice, it counts once',
  tag: 'recommendations',
  params: profileParams,
  body: impressionsBody,
  responses: { 204: null },
})
