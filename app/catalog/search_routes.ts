import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import {
  searchAnswer,
  searchQuery,
  suggestionsAnswer,
  suggestionsQuery,
} from './validators/search.js'

const SearchController = () => import('./controllers/search_controller.js')

endpoint(router.get('/v1/search', [SearchController, 'index']), {
  access: 'account',
  summary: 'Films, shows, episodes, people and collections by words, the best match first',
  tag: 'catalogue',
  query: searchQuery,
  responses: { 200: searchAnswer },
})

endpoint(router.get('/v1/search/suggestions', [SearchController, 'suggestions']), {
  access: 'account',
  summary: 'What a viewer may be typing',
  tag: 'catalogue',
  query: suggestionsQuery,
  responses: { 200: suggestionsAnswer },
})
