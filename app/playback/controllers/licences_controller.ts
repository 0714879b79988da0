import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { E_REQUEST_TOO_LARGE } from '#core/problem'
import { IssueLicence } from '../actions/issue_licence.js'
import { E_LICENCE_REQUEST } from '../errors.js'
import { readClearKeyRequest } from '../licences/clear_key.js'

/** Bytes of the longest request: sixteen key ids take less than one kilobyte. */
const LONGEST = 8 * 1024

/**
 * The request's body whatever its content type: browsers' players post a licence request as plain
 * bytes (W3C EME leaves the type open), which the body parser lets pass.
 */
async function readJson({ request }: HttpContext): Promise<unknown> {
  if (request.raw() !== null) return request.body()
  let length = 0
  const chunks: Buffer[] = []
  for await (const chunk of request.request) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length > LONGEST) throw new E_REQUEST_TOO_LARGE()
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    const message = 'The body is not JSON.'
    throw new E_LICENCE_REQUEST({ detail: message, fields: [{ field: 'kids', message }] })
  }
}

export default class LicencesController {
  @inject()
  async store(ctx: HttpContext, issueLicence: IssueLicence) {
    const request = readClearKeyRequest(await readJson(ctx))
    const licence = await issueLicence.handle({ grant: ctx.licenceGrant, request })
    ctx.response.header('cache-control', 'no-store')
    return licence
  }
}
