/** Letters of a script in Latin ones; where people write them in two ways, the ways are parted by `/`. */
function alphabet(pairs: string): Map<string, readonly string[]> {
  return new Map(
    pairs
      .trim()
      .split(/\s+/)
      .map((pair) => {
        const [letter, latin = ''] = pair.split(':') as [string, string?]
        return [letter, latin.split('/')]
      })
  )
}

/** As passports do, and as scholars do. Folded: й is и there, ё is е. */
const CYRILLIC = alphabet(`
  а:a б:b в:v г:g д:d е:e ж:zh/j з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh/h
  ц:ts/c ч:ch/c ш:sh/s щ:shch/sc ъ: ы:y ь: э:e ю:yu/iu я:ya/ia є:ye/je і:i ї:yi/i ґ:g ў:u
  ђ:dj ј:j љ:lj њ:nj ћ:c џ:dz`)

const GREEK = alphabet(`
  α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x/ks ο:o π:p ρ:r σ:s τ:t υ:y/i φ:f/ph
  χ:ch/h ψ:ps ω:o`)
const GREEK_PAIRS: [RegExp, string][] = [
  [/ου/g, 'u'],
  [/αι/g, 'e'],
  [/ει|οι/g, 'i'],
  [/μπ/g, 'b'],
  [/ντ/g, 'd'],
  [/γγ|γκ/g, 'g'],
]

const KANA: Record<string, string> = Object.fromEntries(
  `あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto
  なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo
  らra りri るru れre ろro わwa をo んn がga ぎgi ぐgu げge ごgo ざza じji ずzu ぜze ぞzo
  だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo ゔvu ぁa ぃi ぅu ぇe ぉo`
    .trim()
    .split(/\s+/)
    .map((pair) => [pair[0]!, pair.slice(1)])
)
const SMALL_Y: Record<string, string> = { ゃ: 'a', ゅ: 'u', ょ: 'o' }

/** Consonants carry an `a` that a vowel sign replaces, and that is silent at the end of a word. */
const DEVANAGARI = alphabet(`
  क:k ख:kh ग:g घ:gh ङ:n च:ch छ:chh ज:j झ:jh ञ:n ट:t ठ:th ड:d ढ:dh ण:n त:t थ:th द:d ध:dh न:n प:p फ:ph
  ब:b भ:bh म:m य:y र:r ल:l व:v श:sh ष:sh स:s ह:h अ:a आ:a इ:i ई:i उ:u ऊ:u ए:e ऐ:ai ओ:o औ:au ऑ:o
  ा:a ि:i ी:i ु:u ू:u े:e ै:ai ो:o ौ:au ॉ:o ं:n ँ:n ः: ्: ृ:ri`)
const CONSONANT = /[\u0915-\u0939]/u
const VOWEL_SIGN = /[\u093e-\u094d]/u

const HAS = {
  cyrillic: /\p{Script=Cyrillic}/u,
  greek: /\p{Script=Greek}/u,
  kana: /^[\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u,
  devanagari: /\p{Script=Devanagari}/u,
}

/**
 * How a folded word of another script is written in Latin letters, in one or two ways; none for
 * Latin words and for scripts that this does not know. Kana by Hepburn, without long vowels.
 */
export function inLatin(word: string): string[] {
  if (HAS.cyrillic.test(word)) return spell(word, CYRILLIC)
  if (HAS.greek.test(word)) {
    const paired = GREEK_PAIRS.reduce((text, [pair, latin]) => text.replace(pair, latin), word)
    return [...new Set([...spell(paired, GREEK), ...spell(word, GREEK)])].slice(0, 3)
  }
  if (HAS.kana.test(word)) return [romaji(word)].filter(Boolean)
  if (HAS.devanagari.test(word)) return [romanDevanagari(word)].filter(Boolean)
  return []
}

function spell(word: string, letters: Map<string, readonly string[]>): string[] {
  const ways = [0, 1].map((way) =>
    Array.from(word, (letter) => {
      const latin = letters.get(letter)
      return latin ? (latin[way] ?? latin[0]) : letter
    }).join('')
  )
  return [...new Set(ways)].filter(Boolean)
}

function romaji(word: string): string {
  const hiragana = word.replace(/[\u30a1-\u30f6]/gu, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) - 0x60)
  )
  let text = ''
  let doubled = false
  for (const letter of hiragana) {
    if (letter === 'っ') doubled = true
    else if (letter in SMALL_Y) {
      const glide = /(?:sh|ch|j)i$/.test(text) ? '' : 'y'
      text = text.replace(/i$/, '') + glide + SMALL_Y[letter]
    } else {
      const latin = KANA[letter] ?? ''
      text += doubled ? latin.slice(0, 1) + latin : latin
      doubled = false
    }
  }
  return text
}

function romanDevanagari(word: string): string {
  const letters = [...word]
  return letters
    .map((letter, at) => {
      const latin = DEVANAGARI.get(letter)?.[0]
      if (latin === undefined) return letter
      const next = letters[at + 1]
      const carries = CONSONANT.test(letter) && next !== undefined && !VOWEL_SIGN.test(next)
      return carries ? `${latin}a` : latin
    })
    .join('')
}
