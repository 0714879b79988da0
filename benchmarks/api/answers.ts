import { deepEqual, equal } from 'node:assert/strict'
import { REQUESTS, type BenchRequest, type BenchViewer, type Server } from './requests.js'

/** What is new in each start: ids and what is signed over them. */
const FRESH = ['id', 'token', 'heartbeat', 'quality'] as const

/** @throws AssertionError when the servers do not answer alike. */
export async function assertSameAnswers(servers: Server[], viewer: BenchViewer): Promise<void> {
  for (const request of REQUESTS) {
    const [one, other] = await Promise.all(servers.map(({ url }) => ask(url, request, viewer)))
    const said = JSON.stringify([one!.body, other!.body]).slice(0, 600)
    equal(one!.status, other!.status, `${request.name}: ${said}`)
    equal(one!.tag, other!.tag, `${request.name}: etag`)
    deepEqual(comparable(one!.body), comparable(other!.body), request.name)
  }
}

async function ask(url: string, request: BenchRequest, viewer: BenchViewer) {
  const body = request.body?.(viewer)
  const response = await fetch(`${url}${request.path(viewer)}`, {
    method: request.method,
    headers: {
      authorization: `Bearer ${request.token(viewer)}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body && JSON.stringify(body),
  })
  const answer = (await response.json()) as Record<string, any>
  // Starts are not revalidated; their tag, where there is one, stands for the body that is compared.
  const tag = request.method === 'GET' ? response.headers.get('etag') : null
  return { status: response.status, tag, body: answer }
}

function comparable(body: Record<string, any>) {
  const same = { ...body, licence: body.licence && { ...body.licence, token: '' } }
  for (const field of FRESH) delete (same as Record<string, unknown>)[field]
  return same
}
