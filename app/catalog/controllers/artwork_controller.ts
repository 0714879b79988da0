import type { HttpContext } from '@adonisjs/core/http'
import drive from '@adonisjs/drive/services/main'
import { isListed } from '#core/http/etag'
import { validateParams } from '#core/http/validate'
import { E_REQUEST_TOO_LARGE } from '#core/problem'
import { AttachArtwork, DetachArtwork } from '../actions/attach_artwork.js'
import { E_ARTWORK_NOT_FOUND } from '../errors.js'
import Episode from '../models/episode.js'
import { episodeParams, titleArtworkParams } from '../validators/identifiers.js'
import { editBy, sendEditedTitle } from './edited.js'

/** The only addresses that artwork has: anything else is no path in storage. */
const ARTWORK_PATH =
  /^([0-9a-f]{32}\/(?:poster|backdrop|square|banner|logo|still)-\d{1,5})(?:\.(webp|avif))?$/
const A_YEAR = 'public, max-age=31536000, immutable'
const MOST_BYTES = 20 * 1024 * 1024

/** Pictures of titles and episodes. */
export default class ArtworkController {
  /**
   * An address holds one picture for ever, as its hash is in the address. Without an ending it is
   * given in the best format that the client names in `Accept`.
   */
  async show({ request, response }: HttpContext) {
    const [, path, ending] =
      ARTWORK_PATH.exec((request.param('*') as string[]).join('/')) ?? refuse()
    const takesAvif = /\bimage\/avif\b(?!\s*;\s*q=0(\.0+)?\b)/.test(request.header('accept') ?? '')
    const wanted = ending ? [ending] : takesAvif ? ['avif', 'webp'] : ['webp']
    const found = await firstFile(wanted.map((format) => ({ format, path: `${path}.${format}` })))
    const tag = `"${found.path.replace('/', '-')}"`
    response.header('etag', tag).header('cache-control', A_YEAR)
    if (!ending) response.header('vary', 'Accept')
    if (isListed(request.header('if-none-match'), tag)) return response.status(304).send(null)
    response.header('content-type', `image/${found.format}`)
    response.header('x-content-type-options', 'nosniff')
    response.header('content-length', found.bytes)
    response.stream(await drive.use().getStream(found.key))
  }

  async storeForTitle(ctx: HttpContext) {
    const { titleId, kind } = await validateParams(ctx, titleArtworkParams)
    const image = await pictureIn(ctx)
    await new AttachArtwork().handle({ titleId, kind, image, ...editBy(ctx) })
    return sendEditedTitle(ctx, titleId)
  }

  async destroyForTitle(ctx: HttpContext) {
    const place = await validateParams(ctx, titleArtworkParams)
    await new DetachArtwork().handle({ ...place, ...editBy(ctx) })
    return sendEditedTitle(ctx, place.titleId)
  }

  async storeForEpisode(ctx: HttpContext) {
    const { episodeId } = await validateParams(ctx, episodeParams)
    const image = await pictureIn(ctx)
    await new AttachArtwork().handle({ episodeId, kind: 'still', image, ...editBy(ctx) })
    const { titleId } = await Episode.findOrFail(episodeId)
    return sendEditedTitle(ctx, titleId)
  }
}

function refuse(cause?: unknown): never {
  throw new E_ARTWORK_NOT_FOUND({ cause })
}

/** The first of some files that is there: pictures of before AVIF have none. */
async function firstFile(files: { format: string; path: string }[]) {
  let failure: unknown
  for (const { format, path } of files) {
    const key = `artwork/${path}`
    try {
      const { contentLength } = await drive.use().getMetaData(key)
      return { format, path, key, bytes: contentLength }
    } catch (error) {
      failure = error
    }
  }
  return refuse(failure)
}

/** The request's body as it is: the bytes of a picture. */
async function pictureIn({ request }: HttpContext): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new E_REQUEST_TOO_LARGE({ detail: 'At most 20 MiB.' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
