import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import './profile_routes.js'
import {
  experimentParams,
  experimentsQuery,
  impressionsBody,
  modelParams,
  modelsQuery,
  profileParams,
  runsQuery,
} from './validators/requests.js'
import {
  experimentListAnswer,
  experimentReportAnswer,
  modelListAnswer,
  promotedAnswer,
  runListAnswer,
} from './validators/answers.js'

const ExperimentsController = () => import('./controllers/experiments_controller.js')
const ImpressionsController = () => import('./controllers/impressions_controller.js')
const ModelsController = () => import('./controllers/models_controller.js')
const TrainingRunsController = () => import('./controllers/training_runs_controller.js')

endpoint(router.get('/v1/staff/recommendations/models', [ModelsController, 'index']), {
  access: 'staff:recommendations.read',
  summary: 'The models that were trained, the newest first',
  tag: 'recommendations',
  query: modelsQuery,
  responses: { 200: modelListAnswer },
})

endpoint(
  router.post('/v1/staff/recommendations/models/:modelId/promote', [ModelsController, 'promote']),
  {
    access: 'staff:recommendations.promote',
    summary: 'Have a model serve; every server takes it up within seconds',
    tag: 'recommendations',
    params: modelParams,
    responses: { 200: promotedAnswer },
    idempotent: true,
  }
)

endpoint(router.post('/v1/staff/recommendations/models/rollback', [ModelsController, 'rollBack']), {
  access: 'staff:recommendations.promote',
  summary: 'Have the model serve again that served before the present one',
  tag: 'recommendations',
  responses: { 200: promotedAnswer },
  idempotent: true,
})

endpoint(router.get('/v1/staff/recommendations/runs', [TrainingRunsController, 'index']), {
  access: 'staff:recommendations.read',
  summary: 'How the trainings went, the newest first',
  tag: 'recommendations',
  query: runsQuery,
  responses: { 200: runListAnswer },
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
