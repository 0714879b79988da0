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
