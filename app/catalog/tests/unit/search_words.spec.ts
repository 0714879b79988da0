import { test } from '@japa/runner'
import fc from 'fast-check'
import { fold, wordsOf } from '../../search/fold.js'
import { lexemesOf, nameKey, nameKeys } from '../../search/lexemes.js'
import { nearOf, slipsBetween } from '../../search/near_words.js'
import { parseQuery, tsqueryOf } from '../../search/query.js'
import { seasonFormIn } from '../../search/season_form.js'
import { inLatin } from '../../search/transliterate.js'

/** Anything at all: whole Unicode, halves of pairs, NUL, emoji, and what PostgreSQL reads as syntax. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom("'", '\\', '\0', ':*', "a' & !b", '<->', '🎬🍿', 'x'.repeat(10_000), '\u0301')
)
const latinWord = fc.stringMatching(/^[a-z]{4,12}$/)
const MANY = { numRuns: 2000 }

test.group('Folding a text', () => {
  test('never throws, and folds no further a second time', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const once = fold(text)
        return fold(once) === once
      }),
      MANY
    )
  })

  test('words hold letters, marks and digits only, whatever the text', () => {
    const isWord = (word: string) => /^[\p{L}\p{M}\p{N}]+$/u.test(word) && word.isWellFormed()
    fc.assert(
      fc.property(anything, (text) => wordsOf(text).every(isWord)),
      MANY
    )
  })

  test('what was typed begins what is being typed, word by word', () => {
    const words = fc.array(latinWord, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(words, fc.nat(), (list, cut) => {
        const whole = list.join(' ')
        const typed = wordsOf(whole.slice(0, cut % (whole.length + 1)))
        return typed.every((word, at) =>
          at < typed.length - 1 ? word === list[at] : list[at]!.startsWith(word)
        )
      })
    )
  })

  test('a name keeps its key when the key is folded again', () => {
    fc.assert(
      fc.property(anything, (text) => nameKey(nameKey(text)) === nameKey(text)),
      MANY
    )
  })

  test('accents, case, ligatures and apostrophes make no other word', ({ assert }) => {
    for (const [name, key] of [
      ['Amélie', 'amelie'],
      ['ŁÓDŹ', 'lodz'],
      ['Straße', 'strasse'],
      ['Mercœur', 'mercoeur'],
      ["Ocean's Eleven", 'oceans 11'],
      ['S.H.I.E.L.D.', 'shield'],
      ['Spider‑Man', 'spider man'],
      ['Ёлки', 'елки'],
      ['إسلام', 'اسلام'],
      ['ＡＢＣ', 'abc'],
      ['Fast & Furious', 'fast and furious'],
    ] as const) {
      assert.equal(nameKey(name), key)
    }
  })

  test('numbers are the same in digits, words and Roman numerals', ({ assert }) => {
    for (const name of ['Rocky II', 'rocky two', 'ROCKY 2']) assert.equal(nameKey(name), 'rocky 2')
    assert.equal(nameKey('I, Robot'), 'i robot')
    assert.equal(nameKey('Henry V'), 'henry 5')
    assert.equal(nameKey('V for Vendetta'), 'v for vendetta')
  })
})

test.group('The lexemes of a name', () => {
  test('neighbouring words are found as one', ({ assert }) => {
    assert.include(lexemesOf('Spider-Man'), 'spiderman')
    assert.includeMembers(lexemesOf('The Wolves'), ['wolves', 'wolve'])
  })

  test('other scripts are found in Latin letters', ({ assert }) => {
    assert.includeMembers(nameKeys('Война и мир'), ['воина и мир', 'voina i mir'])
    assert.include(inLatin('брат'), 'brat')
    assert.includeMembers(inLatin(fold('Ζορμπάς')), ['zorbas', 'zormpas'])
    assert.include(inLatin('トトロ'), 'totoro')
    assert.include(inLatin('しゅっぱつ'), 'shuppatsu')
    assert.deepEqual(inLatin('brother'), [])
  })

  test('a run without spaces is found by two letters at a time', ({ assert }) => {
    assert.includeMembers(lexemesOf('千と千尋の神隠し'), ['千と', '千尋', '神隠'])
  })

  test('a query is a tsquery that PostgreSQL can read, whatever was typed', () => {
    const readable = /^[\p{L}\p{M}\p{N}'():*&| ^]*$/u
    fc.assert(
      fc.property(anything, (text) => {
        const query = parseQuery(text)
        return (['every-term', 'any-term'] as const).every((strictness) =>
          readable.test(tsqueryOf(query, strictness) ?? '')
        )
      }),
      MANY
    )
  })
})

test.group('Slips of the finger', () => {
  test('only a word itself is no slip away', () => {
    fc.assert(
      fc.property(
        latinWord,
        latinWord,
        (a, b) => slipsBetween(a, a) === 0 && (a === b || slipsBetween(a, b) > 0)
      )
    )
  })

  test('one letter wrong, missing, added or swapped: both words share a near form', () => {
    const slip = fc.constantFrom('wrong', 'missing', 'added', 'swapped')
    fc.assert(
      fc.property(latinWord, slip, fc.nat(), (word, kind, place) => {
        const at = place % (word.length - 1)
        const [before, after] = [word.slice(0, at), word.slice(at + 1)]
        const typed = {
          wrong: `${before}q${after}`,
          missing: before + after,
          added: `${before}q${word.slice(at)}`,
          swapped: before + word[at + 1]! + word[at]! + word.slice(at + 2),
        }[kind]
        const near = new Set(nearOf(word))
        return nearOf(typed).some((form) => near.has(form))
      })
    )
  })

  test('a neighbouring key is a smaller slip than one far away', ({ assert }) => {
    assert.isBelow(slipsBetween('dume', 'dune'), slipsBetween('dupe', 'dune'))
    assert.isBelow(slipsBetween('matirx', 'matrix'), 1)
  })
})

test.group('A season in a query', () => {
  test('all ways to write it lead to the same place', ({ assert }) => {
    for (const [text, season, episode, rest] of [
      ['emergence season 2', 2, null, 'emergence'],
      ['Emergence Season Two', 2, null, 'emergence'],
      ['emergence second season', 2, null, 'emergence'],
      ['emergence s02e03', 2, 3, 'emergence'],
      ['emergence S2 E3', 2, 3, 'emergence'],
      ['emergence 2x03', 2, 3, 'emergence'],
      ['emergence season 2 episode 3', 2, 3, 'emergence'],
      ['emergence staffel 2 folge 3', 2, 3, 'emergence'],
      ['emergence 2 сезон', 2, null, 'emergence'],
      ['emergence 2-й сезон', 2, null, 'emergence'],
      ['emergence シーズン2', 2, null, 'emergence'],
    ] as const) {
      assert.deepEqual(seasonFormIn(wordsOf(text)), { season, episode, rest: [rest] }, text)
    }
  })

  test('a name alone asks for no season', ({ assert }) => {
    for (const text of ['season 2', 'four seasons', 's club', 'apollo 13']) {
      assert.isNull(seasonFormIn(wordsOf(text)), text)
    }
  })
})
