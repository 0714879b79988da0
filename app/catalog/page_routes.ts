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

endpoint(router.get('/my-list', [PagesController, 'myList']), {
  ...page,
  summary: "The page of the profile's list",
  responses: { 200: null },
})

endpoint(router.get('/coming', [PagesController, 'coming']), {
  ...page,
  summary: 'The page of what is coming',
  responses: { 200: null },
})

for (const kind of ['genre', 'tag', 'collection', 'person'] as const) {
  endpoint(router.get(`/${kind}/:id`, [PagesController, kind]), {
    ...page,
    summary: `The page of a ${kind}`,
    responses: { 200: null },
  })
}

endpoint(router.get('/search', [PagesController, 'search']), {
  ...page,
  summary: 'The search page',
  responses: { 200: null },
})

endpoint(router.get('/studio', [PagesController, 'studio']), {
  ...page,
  summary: "The editors' pages; what stands in them comes from the API, for editors only",
  responses: { 200: null },
})
