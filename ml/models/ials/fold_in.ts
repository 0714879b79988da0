import type { History } from '../../dataset/interactions.js'
import { dotRows } from '../dot_rows.js'
import { likesIn } from '../likes.js'
import type { Contribution } from '../model.js'
import { ridgeOf, type Regularisation } from './half_step.js'
import { NormalEquations } from './normal_equations.js'

/** What a profile's system is made of, beside its history. */
export interface TitleSide {
  /** [titles × dimensions] */
  factors: Float32Array
  /** [dimensions × dimensions] lower half of α0 times the Gram matrix of the factors. */
  gram: Float64Array
  /** α0 times the titles that somebody liked. */
  unobserved: number
  regularisation: Regularisation
}

/** Solves a profile's own row from its history, with the titles' factors held still. */
export class FoldIn {
  private readonly equations: NormalEquations

  constructor(private readonly titles: TitleSide) {
    this.equations = new NormalEquations(Math.sqrt(titles.gram.length))
  }

  /** @returns false, with nothing written, when the history holds no like */
  score(history: History, out: Float32Array): boolean {
    if (!this.begin(history)) return false
    this.equations.solve(this.equations.right)
    dotRows(this.titles.factors, Float32Array.from(this.equations.right), out)
    return true
  }

  /**
   * Hu et al. 2008, section 5: the score is `Σ_j w_j tᵀ A⁻¹ t_j` over the history's titles j, one
   * contribution each, where A is the profile's own system.
   */
  explain(history: History, title: number): Contribution[] {
    if (!this.begin(history)) return []
    const { dimensions } = this.equations
    const { factors } = this.titles
    const through = Float64Array.from(
      factors.subarray(title * dimensions, (title + 1) * dimensions)
    )
    this.equations.solve(through)
    const contributions: Contribution[] = []
    for (let at = 0; at < history.titles.length; at++) {
      const watched = history.titles[at]!
      let amount = 0
      for (let d = 0; d < dimensions; d++) {
        amount += through[d]! * factors[watched * dimensions + d]!
      }
      contributions.push({ title: watched, amount: history.weights[at]! * amount })
    }
    return contributions.sort((a, b) => b.amount - a.amount || a.title - b.title)
  }

  private begin({ titles, weights }: History): boolean {
    const likes = likesIn(weights, 0, titles.length)
    if (likes === 0) return false
    const { factors, gram, unobserved, regularisation } = this.titles
    this.equations.begin(gram, ridgeOf(regularisation, likes, unobserved))
    this.equations.add(factors, titles, weights, 0, titles.length)
    this.equations.factorise()
    return true
  }
}
