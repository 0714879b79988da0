import type { History, Interactions } from '../dataset/interactions.js'
import type { TitleFeatures } from '../dataset/title_features.js'
import { mlError } from '../errors.js'
import { ColdTitles } from './content/cold_titles.js'
import { factorsByFeatures } from './content/regression.js'
import {
  fitFactors,
  gramOf,
  ials,
  parametersOf,
  regularisationOf,
  settle,
  type IalsParameters,
} from './ials.js'
import { FoldIn, type TitleSide } from './ials/fold_in.js'
import type { Contribution, Model, ModelParts, ModelType } from './model.js'
import { arrayOf, checkKind, numberOf } from './model_parts.js'
import { popularityPrior } from './popularity_prior.js'

export type ContentParameters = IalsParameters & {
  /** Likes from which a title's own factor is trusted, and learned from; below, it is drawn to what the title is. */
  enough: number
}

/** A model that looks at what titles are was to be fitted without knowing it. */
export const E_NO_FEATURES = mlError('E_NO_FEATURES')

/**
 * iALS with the factors of titles that few have watched drawn to what they are: genres, people and
 * words are mapped to factors, learned on titles with many likes, and a title's factor lies between
 * that guess and its own (as regression-based latent factors do: Agarwal and Chen 2009). So a title
 * that nobody watched yet is scored for each profile, on the scale of all others.
 */
export const content: ModelType<ContentParameters> = {
  kind: 'content',
  defaults: { ...ials.defaults, enough: 3 },

  /** @throws E_NO_FEATURES when it is not known what titles are */
  async fit(data, parameters, context) {
    const features = checked(context.features, data)
    if (!(parameters.enough >= 1)) throw new RangeError('A factor is learned from 1 like or more')
    const settled = settle(parameters, data)
    const own = await fitFactors(data, settled, context)
    return contentOf(own, data, features, settled, context.seed)
  },

  load(parts) {
    checkKind(parts, 'content')
    const parameters = {
      ...parametersOf(parts),
      enough: numberOf(parts.parameters, 'enough', 1),
    }
    const { titleCount } = parts
    const { dimensions } = parameters
    return new Content(parameters, {
      factors: arrayOf(parts, 'factors', Float32Array, titleCount * dimensions),
      gram: arrayOf(parts, 'gram', Float64Array, dimensions ** 2),
      prior: arrayOf(parts, 'prior', Float32Array, titleCount),
    })
  },
}

/**
 * As `fit`, with factors that are there already.
 * @param own [titles × dimensions] of an iALS with these parameters, fitted on the same data
 */
export function contentOf(
  own: Float32Array,
  data: Interactions,
  features: TitleFeatures,
  parameters: ContentParameters,
  seed: number
): Model {
  const { dimensions, enough } = parameters
  const { shares } = ColdTitles.of(data, enough)
  const known = Uint32Array.from(shares.keys()).filter((title) => shares[title] === 1)
  const guessed = factorsByFeatures(features, own, dimensions, known, seed)
  const factors = own.map((value, at) => {
    const share = shares[Math.floor(at / dimensions)]!
    return share * value + (1 - share) * guessed[at]!
  })
  return new Content(parameters, {
    factors,
    // What nobody could have watched is no evidence: only titles with likes count as not watched.
    gram: gramOf(own, parameters),
    prior: popularityPrior(data),
  })
}

function checked(features: TitleFeatures | null, data: Interactions): TitleFeatures {
  if (!features) throw new E_NO_FEATURES('It is not known what the titles are')
  if (features.rowStart.length - 1 !== data.titles.length) {
    throw new RangeError('Other titles are described than those that were watched')
  }
  return features
}

interface Learned {
  /** [titles × dimensions] */
  factors: Float32Array
  /** [dimensions × dimensions] */
  gram: Float64Array
  /** [titles] scores for a profile without a history. */
  prior: Float32Array
}

class Content implements Model {
  readonly kind = 'content'
  readonly titleCount: number
  private readonly profile: FoldIn

  constructor(
    readonly parameters: ContentParameters,
    private readonly learned: Learned
  ) {
    const { factors, gram, prior } = learned
    this.titleCount = prior.length
    const side: TitleSide = {
      factors,
      gram,
      unobserved: parameters.unobserved * prior.filter((share) => share > 0).length,
      regularisation: regularisationOf(parameters),
    }
    this.profile = new FoldIn(side)
  }

  score(history: History, _at: number, out: Float32Array): void {
    if (!this.profile.score(history, out)) out.set(this.learned.prior)
  }

  explain(history: History, title: number, _at: number): Contribution[] {
    return this.profile.explain(history, title)
  }

  save(): ModelParts {
    return {
      kind: this.kind,
      titleCount: this.titleCount,
      parameters: this.parameters,
      meta: {},
      arrays: { ...this.learned },
    }
  }
}
