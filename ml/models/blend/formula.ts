import { MODEL_KINDS, type ModelKind, type Parameters } from '../model.js'

/** One part of a blend, before its model is fitted. */
export interface Term {
  kind: ModelKind
  /** Parameters of its model; terms with the same kind and parameters share a model. */
  parameters: Parameters
  /** As in `View`. */
  halfLife: number
  weight: number
}

/**
 * What a blend is made of, in words that a report can show and a later fit can take up again:
 *
 *     0.7 edlae(ridge=100, dropout=0.5) + 0.4 edlae(ridge=100, dropout=0.5) fading by 3 + 0.5 ials(dimensions=32)
 */
export function formulaOf(terms: readonly Term[]): string {
  return terms
    .map(({ kind, parameters, halfLife, weight }) => {
      const fading = halfLife > 0 ? ` fading by ${halfLife}` : ''
      return `${Number(weight.toFixed(4))} ${modelName(kind, parameters)}${fading}`
    })
    .join(' + ')
}

/** A model by its kind and parameters: the same name, the same model. */
export function modelName(kind: ModelKind, parameters: Parameters): string {
  const named = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
  return `${kind}(${named.join(', ')})`
}

/** @throws RangeError when it is no formula */
export function termsOf(formula: string): Term[] {
  return formula.split(' + ').map((text) => {
    const found = /^(\S+) (\w+)\(([^()]*)\)(?: fading by (\S+))?$/.exec(text)
    const weight = Number(found?.[1])
    const halfLife = Number(found?.[4] ?? 0)
    const kind = MODEL_KINDS.find((known) => known === found?.[2])
    if (!found || !kind || kind === 'blend' || !(weight > 0) || !(halfLife >= 0)) {
      throw new RangeError(`This is no part of a blend: ${text}`)
    }
    return { kind, parameters: parametersIn(found[3]!), halfLife, weight }
  })
}

function parametersIn(text: string): Parameters {
  if (text === '') return {}
  return Object.fromEntries(
    text.split(', ').map((pair) => {
      const [name, value = ''] = pair.split('=', 2)
      return [name!, valueOf(value)]
    })
  )
}

function valueOf(text: string): number | string | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  const number = Number(text)
  return text !== '' && Number.isFinite(number) ? number : text
}
