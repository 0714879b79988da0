import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import {
  experimentParams,
  experimentsQuery,
  impressionsBody,
  modelsQuery,
  profileParams,
} from './validators/requests.js'
import {
  experimentListAnswer,
  experimentReportAnswer,
  modelListAnswer,
} from './validators/answers.js'

const ExperimentsController = () => import('./controllers/experiments_controller.js')
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

endpoint(router.get('/v1/staff/recommendations/experiments', [ExperimentsController, 'index']), {
  access: 'staff:recommendations.read',
  summary: 'The experiments that compared two models, the newest first',
  tag: 'recommendations',
  query: experimentsQuery,
  responses: { 200: experimentListAnswer },
})

endpoint(
  router.get('/v1/staff/recommendations/experiments/:experimentId', [
    ExperimentsController,
    'show',
  ]),
  {
    access: 'staff:recommendations.read',
    summary: 'What came of what two models showed: clicks and plays by arm, with intervals',
    tag: 'recommendations',
    params: experimentParams,
    responses: { 200: experimentReportAnswer },
  }
)
