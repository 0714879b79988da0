import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'

const PagesController = () => import('./controllers/pages_controller.js')

const page = {
  access: 'public',
  tag: 'pages',
  responses: { 200: null },
  produces: 'text/html',
} as const

endpoint(router.get('/login', [PagesController, 'logIn']), {
  ...page,
  summary: 'The page to log in or to create an account',
})

endpoint(router.get('/account', [PagesController, 'account']), {
  ...page,
  summary: 'The page of the account: profiles, devices, log-in, security and privacy',
})

endpoint(router.get('/profiles', [PagesController, 'profiles']), {
  ...page,
  summary: 'The page that asks who is watching',
})

endpoint(router.get('/pair', [PagesController, 'pair']), {
  ...page,
  summary: 'The page where a code that a TV shows is typed on a phone',
})

endpoint(router.get('/tv', [PagesController, 'tv']), {
  ...page,
  summary: 'What a TV shows until it is paired',
})
