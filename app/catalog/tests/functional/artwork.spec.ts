import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import sharp from 'sharp'
import { CreateTitle } from '../../actions/create_title.js'
import { picture, publishAsset, viewer } from '../catalogue.js'

const base = () => `http://${process.env.HOST}:${process.env.PORT}`

/** Puts bytes as they are, which the API client does not do. */
async function putPicture(path: string, body: Buffer, token: string): Promise<Response> {
  return fetch(`${base()}${path}`, {
    method: 'PUT',
    headers: { 'authorization': `Bearer ${token}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(body),
  })
}

test.group('Artwork', (group) => {
  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
  })

  test("an editor's poster replaces the one cut from a frame, in several widths", async ({
    assert,
  }) => {
    const { token } = await viewer(['viewer', 'editor'])
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Film' })
    await publishAsset({ titleId: film.id })

    const image = await picture(1500, 1500, '#882255')
    const response = await putPicture(`/v1/titles/${film.id}/artwork/poster`, image, token)

    assert.equal(response.status, 200)
    const { artwork } = (await response.json()) as { artwork: Record<string, string> }
    assert.lengthOf(artwork.posterSrcset!.split(', '), 3)
    const [row] = await db.from('catalog.artwork').where({ title_id: film.id, kind: 'poster' })
    assert.equal(row.origin, 'editor')

    await publishAsset({ titleId: film.id })
    const [kept] = await db.from('catalog.artwork').where({ title_id: film.id, kind: 'poster' })
    assert.equal(kept.hash, row.hash)

    const widest = artwork.posterSrcset!.split(', ').at(-1)!.split(' ')[0]!
    const file = await fetch(base() + widest)
    const rendered = await sharp(Buffer.from(await file.arrayBuffer())).metadata()
    assert.deepEqual([rendered.format, rendered.width, rendered.height], ['webp', 720, 1080])
  })

  test('a picture is public, kept for ever, and asked for again without a body', async ({
    assert,
  }) => {
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Film' })
    await publishAsset({ titleId: film.id })
    const [{ hash }] = await db.from('catalog.artwork').where({ kind: 'backdrop' })
    const url = `${base()}/artwork/${hash}/backdrop-480`

    const response = await fetch(url)
    const body = await response.arrayBuffer()
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'image/webp')
    assert.equal(response.headers.get('content-length'), String(body.byteLength))
    assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    const tag = response.headers.get('etag')!
    const again = await fetch(url, { headers: { 'if-none-match': tag } })
    assert.equal(again.status, 304)
    const head = await fetch(url, { method: 'HEAD' })
    assert.equal(head.headers.get('content-length'), String(body.byteLength))
  })

  test('a client that says so gets AVIF at the same address; a logo keeps its shape and glass', async ({
    assert,
  }) => {
    const { token } = await viewer(['viewer', 'editor'])
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Film' })
    const path = `/v1/titles/${film.id}/artwork`
    const backdrop = await putPicture(`${path}/backdrop`, await picture(1920, 1080), token)
    const { artwork } = (await backdrop.json()) as { artwork: Record<string, string> }
    const ask = async (accept: string) => {
      const response = await fetch(base() + artwork.backdrop!, { headers: { accept } })
      assert.equal(response.headers.get('vary'), 'Accept')
      const { format } = await sharp(Buffer.from(await response.arrayBuffer())).metadata()
      return [response.headers.get('content-type'), format]
    }
    assert.deepEqual(await ask('image/avif,image/webp,*/*'), ['image/avif', 'heif'])
    assert.deepEqual(await ask('image/webp,*/*'), ['image/webp', 'webp'])
    assert.deepEqual(await ask('image/avif;q=0, */*'), ['image/webp', 'webp'])

    const glass = await sharp({
      create: {
        width: 900,
        height: 300,
        channels: 4,
        background: { r: 255, g: 0, b: 0, alpha: 0 },
      },
    })
      .png()
      .withMetadata({ exif: { IFD0: { Copyright: 'somewhere secret' } } })
      .toBuffer()
    const logo = await putPicture(`${path}/logo`, glass, token)
    const stored = ((await logo.json()) as { artwork: Record<string, string> }).artwork
    const file = await fetch(base() + stored.logo!)
    const { width, height, hasAlpha, exif } = await sharp(
      Buffer.from(await file.arrayBuffer())
    ).metadata()
    assert.deepEqual([width, height, hasAlpha, exif], [480, 160, true, undefined])
  })

  test('a picture of more pixels than any screen has is refused unopened', async ({ assert }) => {
    const { token } = await viewer(['viewer', 'editor'])
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Film' })
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: '#000' },
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    assert.isBelow(bomb.length, 2_000_000)
    const response = await putPicture(`/v1/titles/${film.id}/artwork/poster`, bomb, token)
    assert.equal(response.status, 422)
  })

  test('no other file in storage has an address here', async ({ assert }) => {
    const { assetId, stream } = await publishAsset({
      titleId: (await new CreateTitle().handle({ kind: 'film', name: 'Film' })).id,
    })
    assert.exists(assetId)
    const paths = [
      `/artwork/..%2f${stream.basePath}%2fposter.jpg`,
      `/artwork/../${stream.basePath}/poster.jpg`,
      `/artwork/%2e%2e/${stream.basePath}/poster.jpg`,
      `/artwork/${stream.contentHash}/poster-240.webp`,
      `/artwork/${stream.contentHash}/../../secrets.json`,
      `/artwork/${stream.contentHash}/poster-240.webp%00.jpg`,
      '/artwork/',
      '/artwork//etc/passwd',
    ]
    for (const path of paths) {
      const response = await fetch(base() + path)
      assert.equal(response.status, 404, path)
    }
  })

  for (const [what, bytes] of [
    ['text', () => Buffer.from('GIF89a is what I say')],
    ['nothing', () => Buffer.alloc(0)],
    [
      'an SVG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>'),
    ],
    ['a truncated JPEG', async () => (await picture(1200, 1800)).subarray(0, 2000)],
  ] as const) {
    test(`${what} is refused as a poster`, async ({ assert }) => {
      const { token } = await viewer(['viewer', 'editor'])
      const film = await new CreateTitle().handle({ kind: 'film', name: 'Film' })
      const path = `/v1/titles/${film.id}/artwork/poster`
      const response = await putPicture(path, await bytes(), token)
      assert.equal(response.status, 422)
      assert.equal(((await response.json()) as { code: string }).code, 'artwork.refused')
    })
  }
})
