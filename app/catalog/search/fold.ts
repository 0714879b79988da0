/** Longer texts than any name or query are cut: in UTF-16 units. */
const LONGEST = 400

/** Marks that people leave out: accents, Slavic titlos, Hebrew points, Arabic vowels, the nukta. */
const MARKS =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c]/gu
/** What is between letters and is not written by everybody: apostrophes, soft hyphens, the tatweel. */
const UNWRITTEN = /['’‘ʼʻ`´ʹ′\u00ad\u200b-\u200f\u2060\ufeff\u0640]/gu

/** Letters that have no accent to take off, but are written without one all the same. */
const LETTERS: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'n', ŧ: 't',
  ς: 'σ', ى: 'ي', ة: 'ه', ک: 'ك', ی: 'ي', '&': ' and ',
} // prettier-ignore
const SOME_LETTERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')

/**
 * A text as it is compared: without case, accents and the many ways in which Unicode writes one
 * letter. Folding twice folds no further. Never throws, whatever it is given.
 */
export function fold(text: string): string {
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(UNWRITTEN, '')
    .replace(SOME_LETTERS, (letter) => LETTERS[letter]!)
    .normalize('NFC')
    .slice(0, LONGEST)
}

/** One letter at a time with a dot behind each: E.T., S.H.I.E.L.D. */
const INITIALS = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])/gu
const WORD = /[\p{L}\p{M}\p{N}]+/gu
/** Scripts that set no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu
const MOST_WORDS = 24
const LONGEST_WORD = 40

/**
 * The words of a text, folded, in order. A run of a script without spaces is one word, whatever
 * stands around it.
 */
export function wordsOf(text: string): string[] {
  const folded = fold(text).replace(INITIALS, (initials) => initials.replaceAll('.', ''))
  const words: string[] = []
  for (const [run] of folded.matchAll(WORD)) {
    const parts = run.replace(UNSPACED, (unspaced) => ` ${unspaced} `).trim()
    for (const part of parts.split(/ +/)) {
      words.push([...part].slice(0, LONGEST_WORD).join(''))
      if (words.length === MOST_WORDS) return words
    }
  }
  return words
}

const IS_UNSPACED = new RegExp(`^${UNSPACED.source}$`, 'u')

/** Whether a word is a run of a script that sets no spaces. */
export function isUnspaced(word: string): boolean {
  return IS_UNSPACED.test(word)
}
