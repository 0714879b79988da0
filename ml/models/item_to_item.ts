import type { History } from '../dataset/interactions.js'
import type { ItemWeights } from './item_weights.js'
import { inputOf, type LinearAutoencoderParameters } from './linear_autoencoder.js'
import type { Contribution, Model, ModelKind, ModelParts } from './model.js'
import { arrayOf, checkKind, ModelDamaged, numberOf } from './model_parts.js'

/** A model that scores a history by adding up what its titles say: x · B. */
export class ItemToItem<P extends LinearAutoencoderParameters> implements Model {
  readonly titleCount: number

  /** @param prior [titles] scores for a history that says nothing */
  constructor(
    readonly kind: ModelKind,
    readonly parameters: P,
    private readonly weights: ItemWeights,
    private readonly prior: Float32Array
  ) {
    this.titleCount = prior.length
  }

  score(history: History, _at: number, out: Float32Array): void {
    const { rowStart, columns, values } = this.weights
    out.fill(0)
    let said = 0
    for (let at = 0; at < history.titles.length; at++) {
      const input = inputOf(history.weights[at]!, this.parameters.confidence)
      if (input === 0) continue
      const title = history.titles[at]!
      const end = rowStart[title + 1]!
      said += end - rowStart[title]!
      for (let cell = rowStart[title]!; cell < end; cell++) {
        out[columns[cell]!]! += input * values[cell]!
      }
    }
    if (said === 0) out.set(this.prior)
  }

  explain(history: History, title: number, _at: number): Contribution[] {
    const contributions: Contribution[] = []
    for (let at = 0; at < history.titles.length; at++) {
      const watched = history.titles[at]!
      const input = inputOf(history.weights[at]!, this.parameters.confidence)
      const amount = input * this.weightOf(watched, title)
      if (amount !== 0) contributions.push({ title: watched, amount })
    }
    return contributions.sort((a, b) => b.amount - a.amount || a.title - b.title)
  }

  /** B[from, to], found by bisection. */
  private weightOf(from: number, to: number): number {
    const { rowStart, columns, values } = this.weights
    let low = rowStart[from]!
    let high = rowStart[from + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (columns[middle]! < to) low = middle + 1
      else high = middle
    }
    return low < rowStart[from + 1]! && columns[low] === to ? values[low]! : 0
  }

  save(): ModelParts {
    return {
      kind: this.kind,
      titleCount: this.titleCount,
      parameters: this.parameters,
      meta: { cells: this.weights.columns.length },
      arrays: { ...this.weights, prior: this.prior },
    }
  }
}

/** @throws E_MODEL_DAMAGED */
export function loadItemToItem<P extends LinearAutoencoderParameters>(
  parts: ModelParts,
  kind: ModelKind,
  defaults: P
): ItemToItem<P> {
  checkKind(parts, kind)
  const parameters = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, numberOf(parts.parameters, name, 0)])
  ) as P
  const cells = numberOf(parts.meta, 'cells', 0)
  const weights = {
    rowStart: arrayOf(parts, 'rowStart', Uint32Array, parts.titleCount + 1),
    columns: arrayOf(parts, 'columns', Uint32Array, cells),
    values: arrayOf(parts, 'values', Float32Array, cells),
  }
  checkRows(weights, parts.titleCount)
  return new ItemToItem(
    kind,
    parameters,
    weights,
    arrayOf(parts, 'prior', Float32Array, parts.titleCount)
  )
}

/** What scoring and bisection rely on: rows that end where the next begins, with rising titles. */
function checkRows({ rowStart, columns }: ItemWeights, titleCount: number): void {
  if (rowStart[0] !== 0 || rowStart[titleCount] !== columns.length) {
    throw new ModelDamaged('its rows do not cover its weights')
  }
  for (let row = 0; row < titleCount; row++) {
    if (rowStart[row + 1]! < rowStart[row]!) {
      throw new ModelDamaged(`row ${row} ends before it begins`)
    }
  }
  for (let row = 0; row < titleCount; row++) {
    const end = rowStart[row + 1]!
    let before = -1
    for (let cell = rowStart[row]!; cell < end; cell++) {
      const column = columns[cell]!
      if (column <= before) throw new ModelDamaged(`row ${row} does not rise`)
      before = column
    }
    // Of rising titles the last is the largest.
    if (before >= titleCount) throw new ModelDamaged(`row ${row} names a title that there is not`)
  }
}
