import type { Interactions } from '../../dataset/interactions.js'
import { content, contentOf } from '../content.js'
import { ColdTitles } from '../content/cold_titles.js'
import { ials, type IalsParameters } from '../ials.js'
import type { FitContext, Model } from '../model.js'
import type { Part } from './part.js'

/** How a blend scores titles that few have watched. */
export interface ColdPart {
  /** Of kind `content`. */
  model: Model
  titles: ColdTitles
}

/**
 * The cold part of a blend; null when it is not known what titles are, or when all are known by their
 * viewers. It takes up the factors of an iALS among the parts, where there is one.
 * @param parts of the blend, fitted on the same data
 */
export async function coldPartOf(
  parts: readonly Part[],
  data: Interactions,
  context: FitContext
): Promise<ColdPart | null> {
  const { features, seed } = context
  const { enough } = content.defaults
  const titles = ColdTitles.of(data, enough)
  if (!features || features.columns.length === 0 || titles.shares.every((share) => share === 1)) {
    return null
  }
  const factorised = parts.find(({ model }) => model.kind === 'ials')?.model
  if (!factorised) {
    const parameters = { ...content.defaults, dimensions: 32 }
    return {
      model: await content.fit(data, parameters, { ...context, onProgress: undefined }),
      titles,
    }
  }
  const parameters = { ...ials.defaults, ...(factorised.parameters as IalsParameters), enough }
  const factors = factorised.save().arrays.factors as Float32Array
  return { model: contentOf(factors, data, features, parameters, seed), titles }
}
