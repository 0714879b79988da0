import { test } from '@japa/runner'
import type { StreamDescription } from '#ingest'
import { chooseTracks } from '../../tracks/choose_tracks.js'

const stream = (audio: string[], text: string[]) =>
  ({
    audio: audio.map((each) => {
      const [language, label = language] = each.split(' ')
      return { language, label }
    }),
    text: text.map((each) => {
      const [language, forced] = each.split(' ')
      return { language, forced: forced === 'forced' }
    }),
  }) as unknown as StreamDescription

test.group('The tracks that a play begins with', () => {
  test('are in the profile’s language, by sound or else by subtitles', ({ assert }) => {
    const film = stream(['en', 'fr', 'de-DE'], ['en', 'de', 'es forced', 'es'])
    const chosen = (language: string) => chooseTracks(film, {}, language)
    assert.deepEqual(chosen('fr'), { audio: { language: 'fr', label: 'fr' }, text: null })
    assert.deepEqual(chosen('de'), { audio: { language: 'de-DE', label: 'de-DE' }, text: null })
    assert.deepEqual(chosen('es-MX'), {
      audio: { language: 'en', label: 'en' },
      text: { language: 'es', forced: false },
    })
    assert.deepEqual(chosen('ja'), { audio: { language: 'en', label: 'en' }, text: null })
  })

  test('are what was chosen before, where the film has it', ({ assert }) => {
    const film = stream(['en', 'fr', 'en Commentary'], ['en', 'fr', 'fr forced'])
    const commentary = { audio: { language: 'en', label: 'Commentary' } }
    assert.deepEqual(chooseTracks(film, commentary, 'fr'), {
      audio: { language: 'en', label: 'Commentary' },
      text: { language: 'fr', forced: false },
    })
    const forced = { text: { language: 'fr', forced: true } }
    assert.deepEqual(chooseTracks(film, forced, 'en').text, { language: 'fr', forced: true })
    const gone = { audio: { language: 'it', label: null }, text: { language: 'it', forced: false } }
    assert.deepEqual(chooseTracks(film, gone, 'fr'), {
      audio: { language: 'fr', label: 'fr' },
      text: null,
    })
  })

  test('are without subtitles where those were turned off', ({ assert }) => {
    const film = stream(['ja'], ['en'])
    assert.deepEqual(chooseTracks(film, {}, 'en').text, { language: 'en', forced: false })
    assert.isNull(chooseTracks(film, { text: null }, 'en').text)
  })

  test('are none where there are none', ({ assert }) => {
    const audio = { language: 'en', label: null }
    const remembered = { audio, text: { language: 'en', forced: false } }
    assert.deepEqual(chooseTracks(stream([], []), remembered, 'en'), { audio: null, text: null })
  })
})
