import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { modelsQuery } from './validators/requests.js'
import { modelListAnswer } from './validators/answers.js'

const ModelsController = () => import('./controllers/models_controller.js')

endpoint(router.get('/v1/staff/recommendations/models', [ModelsController, 'index']), {
  access: 'staff:recommendations.read',
  summary: 'The models that were trained, the newest first',
  tag: 'recommendations',
  query: modelsQuery,
  responses: { 200: modelListAnswer },
})
