import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { E_INVALID_REQUEST } from '#core/problem'
import { IssueLicence } from '../actions/issue_licence.js'
import { E_LICENCE_REQUEST } from '../errors.js'
import { readClearKeyRequest } from '../licences/clear_key.js'
import { readJsonBody } from '../read_json_body.js'

/** @throws E_LICENCE_REQUEST also when the body is not JSON */
async function readRequest(ctx: HttpContext): Promise<unknown> {
  try {
    return await readJsonBody(ctx)
  } catch (error) {
    if (!(error instanceof E_INVALID_REQUEST)) throw error
    const message = 'The body is not JSON.'
    throw new E_LICENCE_REQUEST({ detail: message, fields: [{ field: 'kids', message }] })
  }
}

export default class LicencesController {
  @inject()
  async store(ctx: HttpContext, issueLicence: IssueLicence) {
    const request = readClearKeyRequest(await readRequest(ctx))
    const licence = await issueLicence.handle({ grant: ctx.licenceGrant, request })
    ctx.response.header('cache-control', 'no-store')
    return licence
  }
}
