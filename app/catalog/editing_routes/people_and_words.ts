import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import {
  editedWordAnswer,
  personListAnswer,
  staffPersonAnswer,
} from '../validators/edited_answers.js'
import { mergePersonBody, nameBody, staffListQuery, wordBody } from '../validators/editing.js'
import {
  genreLanguageParams,
  genreParams,
  personParams,
  tagLanguageParams,
  tagParams,
} from '../validators/identifiers.js'
import { editing } from './staff.js'

const PeopleController = () => import('../controllers/people_controller.js')
const WordsController = () => import('../controllers/words_controller.js')

endpoint(router.get('/v1/staff/people', [PeopleController, 'index']), {
  ...editing,
  summary: 'People by name, with how often they are credited',
  query: staffListQuery,
  responses: { 200: personListAnswer },
})

endpoint(router.patch('/v1/people/:personId', [PeopleController, 'rename']), {
  ...editing,
  summary: 'Give a person another name, in all their titles',
  params: personParams,
  body: nameBody,
  responses: { 200: staffPersonAnswer },
})

endpoint(router.post('/v1/people/:personId/merge', [PeopleController, 'merge']), {
  ...editing,
  summary: 'Make a person, who stands there twice, one with another',
  params: personParams,
  body: mergePersonBody,
  responses: { 200: staffPersonAnswer },
})

endpoint(router.patch('/v1/genres/:genreId', [WordsController, 'nameGenre']), {
  ...editing,
  summary: 'Give a genre another name',
  params: genreParams,
  body: wordBody,
  responses: { 200: editedWordAnswer },
})

endpoint(
  router.put('/v1/genres/:genreId/translations/:language', [WordsController, 'translateGenre']),
  {
    ...editing,
    summary: 'Say a genre in another language',
    params: genreLanguageParams,
    body: wordBody,
    responses: { 200: editedWordAnswer },
  }
)

endpoint(
  router.delete('/v1/genres/:genreId/translations/:language', [
    WordsController,
    'untranslateGenre',
  ]),
  {
    ...editing,
    summary: 'Take a translation of a genre away',
    params: genreLanguageParams,
    responses: { 200: editedWordAnswer },
  }
)

endpoint(router.patch('/v1/tags/:tagId', [WordsController, 'nameTag']), {
  ...editing,
  summary: 'Give a tag another name',
  params: tagParams,
  body: wordBody,
  responses: { 200: editedWordAnswer },
})

endpoint(router.put('/v1/tags/:tagId/translations/:language', [WordsController, 'translateTag']), {
  ...editing,
  summary: 'Say a tag in another language',
  params: tagLanguageParams,
  body: wordBody,
  responses: { 200: editedWordAnswer },
})

endpoint(
  router.delete('/v1/tags/:tagId/translations/:language', [WordsController, 'untranslateTag']),
  {
    ...editing,
    summary: 'Take a translation of a tag away',
    params: tagLanguageParams,
    responses: { 200: editedWordAnswer },
  }
)
