import type { HttpContext } from '@adonisjs/core/http'
import drive from '@adonisjs/drive/services/main'
import { isListed } from '#core/http/etag'
import { validateParams } from '#core/http/validate'
import { E_REQUEST_TOO_LARGE } from '#core/problem'
import { AttachArtwork } from '../actions/attach_artwork.js'
import { E_ARTWORK_NOT_FOUND } from '../errors.js'
import { FindTitlePage } from '../queries/find_title_page.js'
import { toEditedTitle } from '../transformers/title_page_transformer.js'
import Episode from '../models/episode.js'
import { episodeParams, titleArtworkParams } from '../validators/identifiers.js'
import { EDITORS_VIEW } from '../viewing.js'

/** The only addresses that artwork has: anything else is no path in storage. */
const ARTWORK_PATH = /^[0-9a-f]{32}\/(poster|backdrop|still)-\d{1,5}\.webp$/
const A_YEAR = 'public, max-age=31536000, immutable'
const MOST_BYTES = 20 * 1024 * 1024

/** Pictures of titles and episodes. */
export default class ArtworkController {
  /** An address holds one picture for ever, as its hash is in the address. */
  async show({ request, response }: HttpContext) {
    const path = (request.param('*') as string[]).join('/')
    if (!ARTWORK_PATH.test(path)) throw new E_ARTWORK_NOT_FOUND()
    const key = `artwork/${path}`
    const tag = `"${path.replace('/', '-')}"`
    if (isListed(request.header('if-none-match'), tag)) {
      response.header('etag', tag).header('cache-control', A_YEAR)
      return response.status(304).send(null)
    }
    const disk = drive.use()
    const metadata = await disk.getMetaData(key).catch((cause: unknown) => {
      throw new E_ARTWORK_NOT_FOUND({ cause })
    })
    response.header('etag', tag).header('cache-control', A_YEAR)
    response.header('content-type', 'image/webp')
    response.header('content-length', metadata.contentLength)
    response.stream(await disk.getStream(key))
  }

  async storeForTitle(ctx: HttpContext) {
    const { titleId, kind } = await validateParams(ctx, titleArtworkParams)
    await new AttachArtwork().handle({ titleId, kind, image: await pictureIn(ctx) })
    ctx.response.json(
      toEditedTitle(await new FindTitlePage().handle({ titleId, viewing: EDITORS_VIEW }))
    )
  }

  async storeForEpisode(ctx: HttpContext) {
    const { episodeId } = await validateParams(ctx, episodeParams)
    await new AttachArtwork().handle({ episodeId, kind: 'still', image: await pictureIn(ctx) })
    const { titleId } = await Episode.findOrFail(episodeId)
    ctx.response.json(
      toEditedTitle(await new FindTitlePage().handle({ titleId, viewing: EDITORS_VIEW }))
    )
  }
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
