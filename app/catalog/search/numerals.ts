const ENGLISH =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
  fifteen sixteen seventeen eighteen nineteen twenty`.split(/\s+/)
const ORDINALS = `zeroth first second third fourth fifth sixth seventh eighth ninth tenth`.split(
  /\s+/
)
const ROMAN = `i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx`.split(' ')

const VALUES = new Map<string, string>([
  ...ENGLISH.map((word, value) => [word, String(value)] as const),
  ...ROMAN.filter((word) => word.length > 1).map((word) => [word, valueOfRoman(word)] as const),
])
const LAST_ONLY = new Map(
  ROMAN.filter((word) => word.length === 1).map((word) => [word, valueOfRoman(word)])
)
const ORDINAL_VALUES = new Map(ORDINALS.map((word, value) => [word, String(value)]))

function valueOfRoman(word: string): string {
  return String(ROMAN.indexOf(word) + 1)
}

/**
 * Words with numbers as digits: `rocky ii` and `rocky two` are `rocky 2`. A single Roman letter counts
 * only at the end, so that `i robot` stays as it is; `007` is 7.
 */
export function withDigits(words: readonly string[]): string[] {
  return words.map((word, at) => {
    const value = VALUES.get(word)
    if (value !== undefined) return value
    if (at > 0 && at === words.length - 1) return LAST_ONLY.get(word) ?? unpadded(word)
    return unpadded(word)
  })
}

function unpadded(word: string): string {
  return /^0+\d+$/.test(word) ? String(Number(word.slice(0, 15))) : word
}

/** A number that a word says, also as an ordinal: `2`, `two`, `second`, `ii`. Null for other words. */
export function numberSaid(word: string): number | null {
  const digits = /^(\d{1,4})(?:st|nd|rd|th)?$/.exec(word)?.[1]
  if (digits !== undefined) return Number(digits)
  const value = VALUES.get(word) ?? ORDINAL_VALUES.get(word) ?? LAST_ONLY.get(word)
  return value === undefined ? null : Number(value)
}
