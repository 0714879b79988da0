import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'

const PagesController = () => import('./controllers/pages_controller.js')

endpoint(router.get('/watch/:playableId', [PagesController, 'watch']), {
  access: 'public',
  summary: 'The player: a film, an episode, or the first episode of a show',
  tag: 'pages',
  responses: { 200: null, 404: null },
  produces: 'text/html',
})

endpoint(router.get('/history', [PagesController, 'history']), {
  access: 'public',
  summary: 'What the profile has watched and which moments it marked, to edit',
  tag: 'pages',
  responses: { 200: null },
  produces: 'text/html',
})

endpoint(router.get('/staff/quality', [PagesController, 'quality']), {
  access: 'public',
  summary: 'How well playing goes, for staff; the figures come by the API',
  tag: 'pages',
  responses: { 200: null },
  produces: 'text/html',
})
