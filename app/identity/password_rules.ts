import { createRequire } from 'node:module'
import { E_PASSWORD_REFUSED } from './errors.js'
import { normalisedPassword } from './password.js'

/** What a password must not be made of. */
export interface PasswordOwner {
  email: string
  /** What the account's person is called, when that is known. */
  name?: string | null
}

export type PasswordRule = 'common' | 'repetitive' | 'personal'

const WORDS: Record<PasswordRule, string> = {
  common: 'This password is among the first that are tried. Choose one that is harder to guess.',
  repetitive: 'This password repeats or counts. Choose one that is harder to guess.',
  personal:
    'Your e-mail, your name and ours are the first that are tried. Choose another password.',
}

/** Letters that people put others for. */
const LOOKALIKES: Record<string, string> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' },
  ...{ '@': 'a', '$': 's', '!': 'i', '+': 't' },
}

/** A part of a password that is personal leaves at least this much that is not. Characters. */
const LEAST_BESIDE_PERSONAL = 8
/** Shorter parts of names and addresses are in many good passwords by chance. Characters. */
const SHORTEST_PERSONAL = 4
const OUR_NAME = 'flixflow'

/**
 * Refuses a password that guessers try early (NIST SP 800-63B section 3.1.1.2), in words that say why.
 * @throws E_PASSWORD_REFUSED with `rule`
 */
export function refuseWeakPassword(
  password: string,
  owner: PasswordOwner,
  field = 'password'
): void {
  const rule = brokenRule(password, owner)
  if (!rule) return
  const message = WORDS[rule]
  throw new E_PASSWORD_REFUSED({
    detail: message,
    fields: [{ field, message }],
    extensions: { rule },
  })
}

/** The rule that a password breaks, or null. */
export function brokenRule(password: string, owner: PasswordOwner): PasswordRule | null {
  const plain = normalisedPassword(password).toLowerCase()
  if (isRepetitive(plain)) return 'repetitive'
  if (isPersonal(plain, owner)) return 'personal'
  return formsOf(plain).some((form) => commonPasswords().has(form)) ? 'common' : null
}

/** The password itself, and what is left of it without the usual disguises, where that is most of it. */
function formsOf(plain: string): string[] {
  const withoutEnds = (text: string) => text.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  const readable = (text: string) => [...text].map((one) => LOOKALIKES[one] ?? one).join('')
  const half = plain.slice(0, plain.length / 2)
  const bare = withoutEnds(plain)
  const forms = [bare, readable(bare), readable(plain), readable(plain.replace(/[\d\W_]+$/, ''))]
  return [
    plain,
    ...forms.filter((form) => form.length >= plain.length / 2),
    ...(half + half === plain ? [half] : []),
  ]
}

/** `aaaaaaaaaa`, `abcabcabcabc`, `1234567890`, `zyxwvutsrq`. */
function isRepetitive(plain: string): boolean {
  for (let length = 1; length <= 4; length += 1) {
    const unit = plain.slice(0, length)
    if (unit.repeat(Math.ceil(plain.length / length)).startsWith(plain)) return true
  }
  const steps = [...plain].slice(1).map((_, at) => plain.charCodeAt(at + 1) - plain.charCodeAt(at))
  // A run that counts on may begin again, as 0 follows 9.
  const counting = (step: number) => steps.filter((each) => each === step).length
  return Math.max(counting(1), counting(-1)) >= steps.length - 1
}

function isPersonal(plain: string, { email, name }: PasswordOwner): boolean {
  const address = email.normalize('NFKC').toLowerCase()
  const [local = '', domain = ''] = address.split('@')
  const called = (name ?? '').normalize('NFKC').toLowerCase()
  const parts = [address, local, ...local.split(/[._+-]/), domain.split('.')[0] ?? '', OUR_NAME]
  const all = [...parts, called, called.replace(/\s/g, ''), ...called.split(/\s+/)]
  return all
    .filter((part) => part.length >= SHORTEST_PERSONAL)
    .some((part) => {
      const rest = plain.replaceAll(part, '')
      return rest !== plain && rest.length < LEAST_BESIDE_PERSONAL
    })
}

/**
 * A set of words that holds 8 bytes for each instead of the word: a 53-bit mark, sorted. Of 50,000
 * words, one password in 10^11 is taken for one of them by chance.
 */
class CompactWords {
  readonly #marks: Float64Array

  constructor(words: readonly string[]) {
    this.#marks = Float64Array.from(words, markOf).sort()
  }

  has(word: string): boolean {
    const mark = markOf(word)
    let from = 0
    let to = this.#marks.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if (this.#marks[middle]! < mark) from = middle + 1
      else to = middle
    }
    return this.#marks[from] === mark
  }
}

/** The hash cyrb53 (bryc, public domain): fast, as whoever makes two words meet harms only himself. */
function markOf(word: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}

let common: CompactWords | undefined

/** Read at the first password that is chosen, and from then on held in some 400 kB. */
function commonPasswords(): CompactWords {
  if (common) return common
  const require = createRequire(import.meta.url)
  const path = require.resolve('@zxcvbn-ts/language-common/dist/passwords.json.cjs')
  common = new CompactWords(require(path) as string[])
  // The words themselves are not needed again.
  delete require.cache[path]
  return common
}
