import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import './editing_routes/collections.js'
import './editing_routes/episodes.js'
import './editing_routes/exchange.js'
import './editing_routes/people_and_words.js'
import './editing_routes/titles.js'
import './search_routes.js'
import { personAnswer, titleListAnswer } from './validators/answers.js'
import { titleViewAnswer } from './validators/title_view_answer.js'
import { homeAnswer } from './validators/home_answers.js'
import { personParams, titleParams } from './validators/identifiers.js'
import { wordListAnswer } from './validators/edited_answers.js'
import {
  comingQuery,
  listTitlesQuery,
  profileParams,
  titlePageQuery,
} from './validators/viewing.js'
import './viewer_routes.js'

const HomeController = () => import('./controllers/home_controller.js')
const TitleViewController = () => import('./controllers/title_view_controller.js')
const TitlesController = () => import('./controllers/titles_controller.js')
const PeopleController = () => import('./controllers/people_controller.js')
const WordsController = () => import('./controllers/words_controller.js')
const ArtworkController = () => import('./controllers/artwork_controller.js')

endpoint(router.get('/v1/profiles/:profileId/home', [HomeController, 'show']), {
  access: 'profile',
  summary: 'The home page of a profile: a hero and rails, in one request',
  tag: 'catalogue',
  params: profileParams,
  responses: { 200: homeAnswer },
})

endpoint(router.get('/v1/titles', [TitlesController, 'index']), {
  access: 'account',
  summary: 'Films and shows that the viewer can find, filtered and in some order',
  tag: 'catalogue',
  query: listTitlesQuery,
  responses: { 200: titleListAnswer },
})

endpoint(router.get('/v1/titles/:titleId', [TitleViewController, 'show']), {
  access: 'account',
  summary: 'The page of a film or show: all that is shown of it, and where the profile stands',
  tag: 'catalogue',
  params: titleParams,
  query: titlePageQuery,
  responses: { 200: titleViewAnswer },
})

endpoint(router.get('/v1/titles/:titleId/similar', [TitleViewController, 'similar']), {
  access: 'account',
  summary: 'Titles like this one; to a profile, none that it has seen or does not want',
  tag: 'catalogue',
  params: titleParams,
  query: comingQuery,
  responses: { 200: titleListAnswer },
})

endpoint(router.get('/artwork/*', [ArtworkController, 'show']), {
  access: 'public',
  summary: 'A picture of a title or episode',
  tag: 'catalogue',
  responses: { 200: null },
  produces: 'image/*',
})

endpoint(router.get('/v1/people/:personId', [PeopleController, 'show']), {
  access: 'account',
  summary: 'A person with the titles that the viewer can find',
  tag: 'catalogue',
  params: personParams,
  query: titlePageQuery,
  responses: { 200: personAnswer },
})

endpoint(router.get('/v1/genres', [WordsController, 'genres']), {
  access: 'account',
  summary: 'Genres with how many titles of each the viewer can find, the fullest first',
  tag: 'catalogue',
  query: titlePageQuery,
  responses: { 200: wordListAnswer },
})

endpoint(router.get('/v1/tags', [WordsController, 'tags']), {
  access: 'account',
  summary: 'Tags with how many titles of each the viewer can find, the fullest first',
  tag: 'catalogue',
  query: titlePageQuery,
  responses: { 200: wordListAnswer },
})
