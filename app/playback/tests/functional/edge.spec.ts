import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { getSignedCookies, getSignedUrl } from '@aws-sdk/cloudfront-signer'
import { test } from '@japa/runner'
import server from '@adonisjs/core/services/server'
import type { AddressInfo } from 'node:net'
import edge from '#config/edge_delivery'
import playback from '#config/playback'
import { clock } from '#core/clock'
import { bytesOf, playableFilm, type FakeAsset } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { Player } from '../support/player.js'

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

interface Sent {
  method?: string
  headers?: Record<string, string>
}

function port(): number {
  return (server.getNodeServer()!.address() as AddressInfo).port
}

/** Sends a path as it is: no URL parser tidies it up on the way. */
function send(path: string, { method = 'GET', headers = {} }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: port(), host: '127.0.0.1', path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        })
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

const codeOf = ({ body }: Answer): string => JSON.parse(body.toString()).code

const { keyPairId } = edge
const privateKey = edge.privateKey.release()
const seconds = (fromNow: number) => Math.floor(clock.now() / 1000) + fromNow

function policy(resource: string, condition: object = {}) {
  const DateLessThan = { 'AWS:EpochTime': seconds(600) }
  return JSON.stringify({
    Statement: [{ Resource: resource, Condition: { DateLessThan, ...condition } }],
  })
}

/** The path and query of a signed address, as sent to this server. */
function toPath(url: string): string {
  return `/edge${url.slice(edge.baseUrl.length)}`
}

function signed(
  asset: FakeAsset,
  file: string,
  more: { policy?: string; algorithm?: 'SHA256' } = {}
) {
  const url = `${edge.baseUrl}/${asset.stream.basePath}/${file}`
  const text = more.policy ?? policy(`${edge.baseUrl}/${asset.stream.basePath}/*`)
  const { algorithm } = more
  return toPath(getSignedUrl({ url, keyPairId, privateKey, policy: text, algorithm }))
}

const SEGMENT = 'video/240p/1.m4s'

test.group('The edge', (group) => {
  let asset: FakeAsset
  group.setup(async () => {
    asset = (await playableFilm()).asset
  })
  group.each.teardown(() => clock.restore())

  test('serves every address of a play session under its policy', async ({ client, assert }) => {
    const { titleId, asset: own } = await playableFilm()
    const { session } = await Player.start(client, await viewer(), { titleId })
    const query = new URLSearchParams(session.edgePolicy.query).toString()
    const [rung] = session.startup.rungs
    const urls = [
      ...[session.manifests.dash, session.manifests.hls, session.thumbnails.vtt],
      ...[rung.init, rung.firstSegment, session.startup.audio.init],
    ]
    for (const url of urls) {
      const answer = await send(toPath(`${url}?${query}`))
      assert.equal(answer.status, 200, url)
      const file = url.slice(url.indexOf(own.stream.basePath) + own.stream.basePath.length + 1)
      assert.isTrue(answer.body.equals(bytesOf(file)))
    }
    const stolen = await send(
      toPath(`${edge.baseUrl}/${asset.stream.basePath}/${SEGMENT}?${query}`)
    )
    assert.equal(stolen.status, 403)
    assert.equal(codeOf(stolen), 'edge.resource-not-covered')
  })

  test('says what a cache and a player need', async ({ assert }) => {
    const types: Record<string, string> = {
      'manifest.mpd': 'application/dash+xml',
      'master.m3u8': 'application/vnd.apple.mpegurl',
      'video/240p/init.mp4': 'video/mp4',
      [SEGMENT]: 'video/iso.segment',
      'thumbnails.vtt': 'text/vtt; charset=utf-8',
      'poster.jpg': 'image/jpeg',
    }
    for (const [file, type] of Object.entries(types)) {
      const answer = await send(signed(asset, file))
      assert.equal(answer.status, 200)
      assert.equal(answer.headers['content-type'], type)
      assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable')
      assert.equal(answer.headers['accept-ranges'], 'bytes')
      assert.equal(answer.headers['access-control-allow-origin'], '*')
      assert.include(answer.headers['access-control-expose-headers']!, 'Content-Range')
      assert.match(answer.headers.etag!, /^"[^"]+"$/)
      assert.isFalse(Number.isNaN(Date.parse(answer.headers['last-modified']!)))
    }
    const head = await send(signed(asset, SEGMENT), { method: 'HEAD' })
    assert.equal(head.status, 200)
    assert.equal(head.headers['content-length'], '3000')
    assert.lengthOf(head.body, 0)
    const preflight = await send(`/edge/${asset.stream.basePath}/${SEGMENT}`, { method: 'OPTIONS' })
    assert.equal(preflight.status, 204)
    assert.include(preflight.headers['access-control-allow-headers']!, 'CMCD-Request')
    const post = await send(signed(asset, SEGMENT), { method: 'POST' })
    assert.equal(post.status, 405)
    assert.equal(post.headers.allow, 'GET, HEAD, OPTIONS')
  })

  test('serves ranges', async ({ assert }) => {
    const path = signed(asset, SEGMENT)
    const whole = bytesOf(SEGMENT)
    const cases: [string, number, number][] = [
      ['bytes=0-9', 0, 9],
      ['bytes=100-', 100, 2999],
      ['bytes=-50', 2950, 2999],
      ['bytes=2990-9999', 2990, 2999],
      ['bytes=0-9,10-19', 0, 19],
    ]
    for (const [range, start, end] of cases) {
      const answer = await send(path, { headers: { range } })
      assert.equal(answer.status, 206, range)
      assert.equal(answer.headers['content-range'], `bytes ${start}-${end}/3000`)
      assert.isTrue(answer.body.equals(whole.subarray(start, end + 1)))
    }
    const several = await send(path, { headers: { range: 'bytes=0-1,100-102' } })
    assert.equal(several.status, 206)
    const boundary = /boundary=(\w+)/.exec(several.headers['content-type']!)![1]!
    const parts = several.body.toString().split(`--${boundary}`)
    assert.lengthOf(parts, 4)
    assert.include(parts[2], 'Content-Range: bytes 100-102/3000')
    assert.isTrue(parts[2]!.includes(`\r\n\r\n${whole.subarray(100, 103)}\r\n`))
    assert.equal(several.headers['content-length'], String(several.body.length))

    const beyond = await send(path, { headers: { range: 'bytes=3000-' } })
    assert.equal(beyond.status, 416)
    assert.equal(beyond.headers['content-range'], 'bytes */3000')
    for (const range of ['bytes=5-1', 'lines=0-1', 'bytes=a-b']) {
      const answer = await send(path, { headers: { range } })
      assert.oneOf(answer.status, [200, 416], range)
    }
  })

  test('answers conditional requests', async ({ assert }) => {
    const path = signed(asset, SEGMENT)
    const { headers } = await send(path)
    const etag = headers.etag!
    const modified = headers['last-modified']!
    const earlier = new Date(0).toUTCString()
    const status = async (sent: Record<string, string>) =>
      (await send(path, { headers: sent })).status
    assert.equal(await status({ 'if-none-match': etag }), 304)
    assert.equal(await status({ 'if-none-match': `"other", ${etag}` }), 304)
    assert.equal(await status({ 'if-none-match': '"other"' }), 200)
    assert.equal(await status({ 'if-modified-since': modified }), 304)
    assert.equal(await status({ 'if-modified-since': earlier }), 200)
    assert.equal(await status({ 'if-none-match': '"other"', 'if-modified-since': modified }), 200)
    assert.equal(await status({ 'range': 'bytes=0-9', 'if-range': etag }), 206)
    assert.equal(await status({ 'range': 'bytes=0-9', 'if-range': modified }), 206)
    assert.equal(await status({ 'range': 'bytes=0-9', 'if-range': '"other"' }), 200)
    assert.equal(await status({ 'range': 'bytes=0-9', 'if-range': earlier }), 200)
  })

  test('takes what CloudFront takes: canned and custom, query and cookies, SHA-1 and SHA-256', async ({
    assert,
  }) => {
    const url = `${edge.baseUrl}/${asset.stream.basePath}/${SEGMENT}`
    const dateLessThan = new Date(clock.now() + 60_000).toISOString()
    const canned = toPath(getSignedUrl({ url, keyPairId, privateKey, dateLessThan }))
    assert.include(canned, 'Expires=')
    assert.equal((await send(canned)).status, 200)
    const elsewhere = canned.replace('1.m4s', '2.m4s')
    assert.equal(codeOf(await send(elsewhere)), 'edge.signature-invalid')
    const later = canned.replace(/Expires=\d+/, `Expires=${seconds(9000)}`)
    assert.equal(codeOf(await send(later)), 'edge.signature-invalid')

    assert.equal((await send(signed(asset, SEGMENT, { algorithm: 'SHA256' }))).status, 200)
    const mislabelled = signed(asset, SEGMENT, { algorithm: 'SHA256' }).replace('SHA256', 'SHA1')
    assert.equal(codeOf(await send(mislabelled)), 'edge.signature-invalid')

    const text = policy(`${edge.baseUrl}/${asset.stream.basePath}/*`)
    const cookies = getSignedCookies({ keyPairId, privateKey, policy: text })
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
    const path = `/edge/${asset.stream.basePath}/${SEGMENT}`
    assert.equal((await send(path, { headers: { cookie } })).status, 200)
    assert.equal(codeOf(await send(path)), 'edge.policy-missing')

    const withCmcd = `${signed(asset, SEGMENT)}&CMCD=br%3D300`
    assert.equal((await send(withCmcd)).status, 200)
  })

  test('refuses policies that are altered, expired, early or for another address', async ({
    assert,
  }) => {
    const path = signed(asset, SEGMENT)
    const query = new URLSearchParams(path.slice(path.indexOf('?') + 1))
    const file = path.slice(0, path.indexOf('?'))
    const refusal = async (changes: Record<string, string | null>) => {
      const changed = new URLSearchParams(query)
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) changed.delete(name)
        else changed.set(name, value)
      }
      const answer = await send(`${file}?${changed}`)
      assert.equal(answer.status, 403)
      return codeOf(answer)
    }
    const widened = Buffer.from(policy('*')).toString('base64').replaceAll('=', '_')
    assert.equal(await refusal({ Policy: widened }), 'edge.signature-invalid')
    const signature = query.get('Signature')!
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
    assert.equal(await refusal({ Signature: flipped }), 'edge.signature-invalid')
    assert.equal(await refusal({ 'Key-Pair-Id': 'KOTHER' }), 'edge.key-unknown')
    assert.equal(await refusal({ Signature: null }), 'edge.policy-malformed')
    assert.equal(await refusal({ Expires: '99999999999' }), 'edge.policy-malformed')
    const repeated = await send(`${path}&Policy=${query.get('Policy')}`)
    assert.equal(codeOf(repeated), 'edge.policy-malformed')

    const resource = `${edge.baseUrl}/${asset.stream.basePath}/*`
    const early = { DateGreaterThan: { 'AWS:EpochTime': seconds(60) } }
    const under = (condition: object) =>
      send(signed(asset, SEGMENT, { policy: policy(resource, condition) }))
    assert.equal(codeOf(await under(early)), 'edge.policy-not-yet-valid')
    const address = (cidr: string) => ({ IpAddress: { 'AWS:SourceIp': cidr } })
    assert.equal((await under(address('127.0.0.0/8'))).status, 200)
    assert.equal((await under(address('127.0.0.1'))).status, 200)
    assert.equal(codeOf(await under(address('203.0.113.0/24'))), 'edge.address-not-covered')
    assert.equal(codeOf(await under(address('nowhere'))), 'edge.policy-malformed')

    assert.equal((await send(path)).status, 200)
    clock.freeze(clock.now() + 601_000)
    assert.equal(codeOf(await send(path)), 'edge.policy-expired')
  })

  test('refuses every trick to leave the published files', async ({ assert }) => {
    const storage = playback.storageRoot
    const { basePath } = asset.stream
    await mkdir(join(storage, 'uploads'), { recursive: true })
    await writeFile(join(storage, 'uploads/secret.mp4'), 'secret')
    await writeFile(join(storage, basePath, '.hidden.mp4'), 'hidden')
    await symlink('/etc/passwd', join(storage, basePath, 'passwd.mp4')).catch(() => {})
    await symlink('/etc', join(storage, basePath, 'etc')).catch(() => {})
    const everything = new URL(
      getSignedUrl({
        url: `${edge.baseUrl}/x`,
        ...{ keyPairId, privateKey, policy: policy(`${edge.baseUrl}/*`) },
      })
    ).search
    const tricks = [
      '../uploads/secret.mp4',
      '../../uploads/secret.mp4',
      '%2e%2e/%2e%2e/uploads/secret.mp4',
      '..%2f..%2fuploads/secret.mp4',
      '%252e%252e%252fuploads/secret.mp4',
      '..\\..\\uploads\\secret.mp4',
      '%5c..%5c..%5cuploads%5csecret.mp4',
      'video/240p/1.m4s%00.jpg',
      'video//240p/1.m4s',
      'video/./240p/1.m4s',
      '/etc/passwd',
      '%2fetc%2fpasswd',
      '.hidden.mp4',
      'passwd.mp4',
      'etc/passwd',
      'video',
      'video/',
      '%c0%ae%c0%ae/secret.mp4',
      'video/240p/1.m4s;x=1',
      'a'.repeat(2000),
    ]
    for (const trick of tricks) {
      const answer = await send(`/edge/${basePath}/${trick}${everything}`)
      assert.oneOf(answer.status, [403, 404], trick)
      assert.match(codeOf(answer), /^edge\.(path-refused|not-found)$/)
    }
    for (const path of [
      '/edge/uploads/secret.mp4',
      '/edge//etc/passwd',
      '/edge/',
      '/edge/assets',
    ]) {
      const answer = await send(path + everything)
      assert.equal(codeOf(answer), 'edge.path-refused', path)
    }
    const inside = await send(`/edge/${basePath}/${SEGMENT}${everything}`)
    assert.equal(inside.status, 200)
    const missing = await send(`/edge/${basePath}/video/240p/999.m4s${everything}`)
    assert.equal(codeOf(missing), 'edge.not-found')
  })

  test('streams large files whole, and lets go of those that a viewer leaves', async ({
    assert,
  }) => {
    const file = 'video/240p/77.m4s'
    const path = join(playback.storageRoot, asset.stream.basePath, file)
    const large = Buffer.alloc(20_000_000, 'flixflow')
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, large)
    const whole = await send(signed(asset, file))
    assert.isTrue(whole.body.equals(await readFile(path)))
    const range = await send(signed(asset, file), { headers: { range: 'bytes=7-19999991' } })
    assert.isTrue(range.body.equals(large.subarray(7, 19_999_992)))

    const openBefore = (await readdir('/proc/self/fd').catch(() => [])).length
    await Promise.all(
      Array.from(
        { length: 50 },
        () =>
          new Promise<void>((resolve) => {
            const sent = request({ port: port(), host: '127.0.0.1', path: signed(asset, file) })
            sent.on('response', (response) => {
              response.once('data', () => sent.destroy())
              response.on('error', () => {})
              response.on('close', () => resolve())
            })
            sent.on('error', () => {})
            sent.end()
          })
      )
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    const openAfter = (await readdir('/proc/self/fd').catch(() => [])).length
    assert.isAtMost(openAfter, openBefore + 5)
    assert.equal((await send(signed(asset, file), { method: 'HEAD' })).status, 200)
  })
})
