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

const LED_TO_BY_MAIL = {
  'forgot': 'The page to ask for a new password',
  'reset': 'The page to choose a new password, which a mail leads to',
  'register/confirm': 'The page to complete a registration, which a mail leads to',
  'confirm-email': 'The page to confirm an e-mail, which a mail leads to',
  'end-device': 'The page to end a log-in that its owner did not make, which a mail leads to',
}

for (const [path, summary] of Object.entries(LED_TO_BY_MAIL)) {
  const route = router.get(`/${path}`, [PagesController, 'mailed']).as(`pages.mailed.${path}`)
  endpoint(route, { ...page, summary })
}

endpoint(router.get('/account', [PagesController, 'account']), {
  ...page,
  summary: 'The page of the account: profiles, devices, log-in, security and privacy',
})

endpoint(router.get('/staff/accounts', [PagesController, 'staffAccounts']), {
  ...page,
  summary: 'The page where staff look at accounts; what it shows asks for the ability',
})

endpoint(router.get('/staff/audit', [PagesController, 'staffAudit']), {
  ...page,
  summary: 'The page of what staff looked at and did; what it shows asks for the ability',
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
