import { problem } from '#core/problem'

export const E_TITLE_NOT_FOUND = problem('title.not-found', 404, 'No such title')
export const E_SEASON_NOT_FOUND = problem('season.not-found', 404, 'No such season')
export const E_EPISODE_NOT_FOUND = problem('episode.not-found', 404, 'No such episode')
export const E_ARTWORK_NOT_FOUND = problem('artwork.not-found', 404, 'No such picture')
export const E_CATALOG_INCOMPLETE = problem(
  'catalog.incomplete',
  422,
  'Something is missing before this can be published'
)
export const E_NOT_A_SHOW = problem('catalog.not-a-show', 409, 'Only a show has seasons')
export const E_NUMBER_TAKEN = problem('catalog.number-taken', 409, 'This number is taken')
export const E_ARTWORK_REFUSED = problem('artwork.refused', 422, 'This picture cannot be used')
export const E_CATALOGUE_GENERATED = problem(
  'catalog.generated-already',
  409,
  'Generated titles are there already; they can be replaced'
)
export const E_COLLECTION_NOT_FOUND = problem('collection.not-found', 404, 'No such collection')
export const E_PERSON_NOT_FOUND = problem('person.not-found', 404, 'No such person')
export const E_GENRE_NOT_FOUND = problem('genre.not-found', 404, 'No such genre')
export const E_TAG_NOT_FOUND = problem('tag.not-found', 404, 'No such tag')
export const E_TRANSLATION_NOT_FOUND = problem(
  'translation.not-found',
  404,
  'There is no translation into this language'
)
export const E_EDITED_MEANWHILE = problem(
  'catalog.edited-meanwhile',
  412,
  'Somebody else has changed this since you looked at it'
)
export const E_EXTERNAL_ID_TAKEN = problem(
  'catalog.external-id-taken',
  409,
  'Something else has this external id'
)
export const E_NO_EXTRA_OF_EXTRA = problem(
  'catalog.extra-of-extra',
  409,
  'Only a film or a show has extras'
)
export const E_LIST_FULL = problem('my-list.full', 409, 'This list is full')
export const E_NOT_COMING = problem('reminder.not-coming', 409, 'This is not a coming title')
export const E_IMPORT_RUNNING = problem(
  'catalog.import-running',
  409,
  'Another import is running: wait until it is done'
)
export const E_IMPORT_REFUSED = problem(
  'catalog.import-refused',
  422,
  'Nothing was imported: some of the file is wrong'
)
