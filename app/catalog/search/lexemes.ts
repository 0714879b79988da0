import { isUnspaced, wordsOf } from './fold.js'
import { withDigits } from './numerals.js'
import { inLatin } from './transliterate.js'

/** Words that say little: they may be left out, and never decide anything. */
export const STOP_WORDS = new Set(
  `a an and the of in on at to for from with by is it or as
  el la los las un una de del y en le les du des et der die das ein eine und im il lo gli e o os um uma
  и в на с और का की के`.split(/\s+/)
)

/** French and Italian articles that an apostrophe joins to their word: l'amour is also amour. */
const ELIDED = /(?<![\p{L}\p{N}])(?:l|d|j|m|n|s|t|c|qu|dell|all|nell)['’](?=\p{L})/giu

/** The words of a name as names are compared: folded, numbers as digits. */
export function nameKey(name: string): string {
  return withDigits(wordsOf(name)).join(' ')
}

/** A name in every way in which it is compared: as it is, and in Latin letters. */
export function nameKeys(name: string): string[] {
  const words = wordsOf(name)
  const keys = [withDigits(words).join(' ')]
  const latin = [0, 1].map((way) => {
    const spelt = words.map((word) => {
      const ways = inLatin(word)
      return ways[way] ?? ways[0] ?? word
    })
    return withDigits(spelt).join(' ')
  })
  const elided = name.replace(ELIDED, '')
  if (elided !== name) keys.push(nameKey(elided))
  return [...new Set([...keys, ...latin])].filter(Boolean)
}

/**
 * Two letters at a time of a run without spaces, as it cannot be cut into words without a dictionary;
 * a single letter is itself.
 */
export function pairsOf(run: string): string[] {
  const letters = [...run]
  if (letters.length === 1) return letters
  return letters.slice(1).map((letter, at) => letters[at]! + letter)
}

/** A word without its plural ending, as English, Spanish and others have it. */
export function stemOf(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|us|is)$/.test(word)) return word
  if (/(?:ches|shes|xes|sses|zes)$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/** A change from one kana to the other is mostly a change of word: となりの|トトロ. */
const SOUNDS = /\p{Script=Hiragana}{2,}|[\p{Script=Katakana}ー]{2,}/gu

/** All lexemes under which one word is found. */
export function lexemesOfWord(word: string): string[] {
  if (isUnspaced(word)) {
    const kana = word.match(SOUNDS) ?? []
    return [...pairsOf(word), ...inLatin(word), ...kana.flatMap(inLatin)]
  }
  const [digits] = withDigits([word])
  return [word, stemOf(word), digits!, ...inLatin(word)]
}

/**
 * All lexemes under which a name is found: its words, and neighbouring or all words written as one,
 * so that `spiderman` finds Spider-Man.
 */
export function lexemesOf(name: string): string[] {
  const keys = nameKeys(name).map((key) => key.split(' '))
  const words = [...wordsOf(name), ...keys.flat()]
  const joined = keys.flatMap((key) => key.slice(1).map((word, at) => join(key[at]!, word)))
  const whole = keys.filter((key) => key.length > 2).map((key) => key.reduce(join))
  return [...new Set([...words.flatMap(lexemesOfWord), ...joined, ...whole])].filter(Boolean)
}

/** Two words as one; nothing where nobody would write them so. */
export function join(first: string, second: string): string {
  if (first === '' || second === '') return ''
  const joinable = !isUnspaced(first) && !isUnspaced(second) && first.length + second.length <= 40
  return joinable ? first + second : ''
}
