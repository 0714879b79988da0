/** Recommendations: models that learn from what is watched, and the rails that come of them. */
export { servedModels, type ServedModel } from './registry/served_models.js'
