import { test } from '@japa/runner'
import { newId } from '#core/ids'
import { CreateTitle } from '../../actions/create_title.js'
import { publishedFilm } from '../catalogue.js'

test.group('The pages of the catalogue', () => {
  test('home is a shell that holds nothing of a viewer and runs only our own code', async ({
    client,
    assert,
  }) => {
    const response = await client.get('/')
    response.assertStatus(200)
    response.assertHeader('content-type', 'text/html; charset=utf-8')
    const policy = response.header('content-security-policy')!
    assert.include(policy, `script-src 'self'`)
    assert.include(policy, `frame-ancestors 'none'`)
    assert.match(response.text(), /<script type="module" src="\/assets\/home-[A-Z0-9]+\.js">/)
    assert.notMatch(response.text(), /<script(?![^>]*src=)/, 'no inline script')
  })

  test('a title has its name and picture in the page itself', async ({ client, assert }) => {
    const film = await publishedFilm({ name: 'Rabbits <& Co>' })
    const response = await client.get(`/title/${film.id}`)
    response.assertStatus(200)
    assert.include(response.text(), '<h1>Rabbits &lt;&amp; Co&gt;</h1>')
    assert.match(response.text(), /rel="preload" href="\/artwork\/[^"]+" imagesrcset="[^"]+w/)
  })

  test('a draft, an unknown id and no id at all are not found, and named nowhere', async ({
    client,
    assert,
  }) => {
    const draft = await new CreateTitle().handle({ kind: 'film', name: 'A secret' })
    for (const id of [draft.id, newId(), `"><script>alert(1)</script>`]) {
      const response = await client.get(`/title/${encodeURIComponent(id)}`)
      response.assertStatus(404)
      assert.notInclude(response.text(), 'A secret')
      assert.notInclude(response.text(), 'alert(1)</script>')
    }
  })
})
