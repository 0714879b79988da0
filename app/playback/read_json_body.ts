import type { HttpContext } from '@adonisjs/core/http'
import { E_INVALID_REQUEST, E_REQUEST_TOO_LARGE } from '#core/problem'

/** Bytes of the longest body that is read here; all that players send so are far shorter. */
const LONGEST = 16 * 1024

/**
 * The request's JSON body whatever its content type. The body parser reads `application/json`;
 * licence requests come as plain bytes (W3C EME leaves the type open), and a beacon from another
 * origin as `text/plain`, which needs no preflight. What was read is the request's body from then on.
 * @throws E_REQUEST_TOO_LARGE
 * @throws E_INVALID_REQUEST when it is not JSON
 */
export async function readJsonBody({ request }: HttpContext): Promise<unknown> {
  if (request.raw() !== null && request.is(['application/json'])) return request.body()
  const raw = request.raw() ?? (await read(request.request))
  const body = parse(raw)
  request.updateRawBody(raw)
  request.updateBody(isObject(body) ? body : {})
  return body
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  let length = 0
  const chunks: Buffer[] = []
  for await (const chunk of stream) {
    chunks.push(chunk)
    length += chunk.length
    if (length > LONGEST) throw new E_REQUEST_TOO_LARGE()
  }
  return Buffer.concat(chunks).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new E_INVALID_REQUEST({ detail: 'The body is not JSON.' })
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
