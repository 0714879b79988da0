import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'

const PagesController = () => import('./controllers/pages_controller.js')

const page = { access: 'public', tag: 'pages', produces: 'text/html' } as const

endpoint(router.get('/', [PagesController, 'home']), {
  ...page,
  summary: 'The home page of the catalogue',
  responses: { 200: null },
})

endpoint(router.get('/title/:titleId', [PagesController, 'title']), {
  ...page,
  summary: 'The page of a film or a show',
  responses: { 200: null, 404: null },
})
