import { test } from '@japa/runner'
import { newId } from '#core/ids'
import { playableFilm, playableShow } from '#database/factories/playable_titles'

test.group("The player's page", () => {
  test('knows a film from an episode, and loads the player with high priority', async ({
    client,
    assert,
  }) => {
    const { titleId } = await playableFilm()
    const film = await client.get(`/watch/${titleId}`)
    film.assertStatus(200)
    assert.include(film.text(), `data-id="${titleId}"`)
    assert.include(film.text(), 'data-kind="film"')
    assert.include(film.text(), 'data-testid="play"')
    assert.match(film.text(), /<script src="\/assets\/shaka-\w+\.js" fetchpriority="high" defer>/)

    const show = await playableShow(2)
    const episode = await client.get(`/watch/${show.episodeIds[0]}`)
    episode.assertStatus(200)
    assert.include(episode.text(), 'data-kind="episode"')
  })

  test('says so when there is nothing to play', async ({ client, assert }) => {
    for (const id of [newId(), 'no-id']) {
      const response = await client.get(`/watch/${id}`)
      response.assertStatus(404)
      assert.include(response.text(), 'data-missing')
    }
  })
})
