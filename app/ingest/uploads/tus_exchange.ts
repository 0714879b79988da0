import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import type { UploadId } from '#core/ids'
import { E_INTERNAL, type ProblemClass } from '#core/problem'
import {
  E_UPLOAD_BUSY,
  E_UPLOAD_CHECKSUM,
  E_UPLOAD_CONFLICT,
  E_UPLOAD_GONE,
  E_UPLOAD_INTERRUPTED,
  E_UPLOAD_NOT_FOUND,
  E_UPLOAD_PROTOCOL,
  E_UPLOAD_TOO_LARGE,
  E_UPLOAD_VERSION,
} from '../errors.js'
import { uploadFolder } from '../work_area.js'
import { ChecksumCheck } from './checksum.js'
import { answerByTus } from './tus_server.js'

/** tus 1.0.0, "Tus-Resumable": part of each answer, also of a refusal. */
export const TUS_HEADERS = { 'tus-resumable': '1.0.0', 'tus-version': '1.0.0' }

const REFUSALS: Record<number, ProblemClass> = {
  404: E_UPLOAD_NOT_FOUND,
  409: E_UPLOAD_CONFLICT,
  410: E_UPLOAD_GONE,
  412: E_UPLOAD_VERSION,
  413: E_UPLOAD_TOO_LARGE,
}

/**
 * Hands a request to the tus server and its answer to AdonisJS, where refusals become problems.
 * The body goes by as a stream and is never held in memory.
 */
export async function exchangeByTus(
  ctx: HttpContext,
  upload: { id: UploadId; isNew?: boolean } | null
): Promise<void> {
  const header = ctx.request.header('upload-checksum')
  const check = header ? ChecksumCheck.of(header) : null
  const response = await answerByTus(webRequest(ctx, check), upload?.isNew ? upload.id : undefined)

  if (check?.mismatch && upload) {
    const offset = Number(ctx.request.header('upload-offset') ?? 0)
    await truncate(join(uploadFolder(), upload.id), offset)
    throw new E_UPLOAD_CHECKSUM({
      headers: TUS_HEADERS,
      detail:
        'The bytes of this request do not match Upload-Checksum and were dropped. Send them again.',
    })
  }
  if (response.status >= 400) throw await refusal(response)
  ctx.response.status(response.status)
  response.headers.forEach((value, name) => {
    if (!name.startsWith('access-control-')) ctx.response.header(name, value)
  })
}

function webRequest(ctx: HttpContext, check: ChecksumCheck | null): Request {
  const incoming = ctx.request.request
  const method = ctx.request.method()
  const headers = Object.entries(ctx.request.headers()).map(
    ([name, value]) => [name, String(value)] as [string, string]
  )
  const hasBody = method === 'PATCH' || method === 'POST'
  const body = check && hasBody ? pipeline(incoming, check, () => {}) : incoming
  const request = new Request(`http://uploads${ctx.request.url()}`, {
    method,
    headers,
    ...(hasBody && { body: Readable.toWeb(body) as ReadableStream, duplex: 'half' }),
  } as RequestInit)
  // By this the tus server hears of a connection that breaks off, and keeps what had arrived.
  return Object.assign(request, {
    runtime: { name: 'node', node: { req: incoming, res: ctx.response.response } },
  })
}

async function refusal(response: Response) {
  const words = (await response.text()).trim()
  const options = { headers: TUS_HEADERS, detail: words || undefined }
  const known = REFUSALS[response.status]
  if (known) return new known(options)
  if (/lock before timeout/.test(words)) return new E_UPLOAD_BUSY(options)
  if (/aborted/i.test(words)) return new E_UPLOAD_INTERRUPTED(options)
  if (response.status < 500) return new E_UPLOAD_PROTOCOL(options)
  return new E_INTERNAL({ headers: TUS_HEADERS, cause: new Error(words) })
}
