import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PROBLEM_MEDIA_TYPE, type ProblemClass } from '#core/problem'
import { E_EDGE_METHOD, E_EDGE_NOT_FOUND, E_EDGE_PATH, E_EDGE_RANGE } from '../errors.js'
import { edgeBytes, edgeRefusals, edgeRequests } from '../metrics.js'
import { replyTo } from './byte_ranges.js'
import { countCmcd } from './cmcd_metrics.js'
import { EDGE_PREFIX, edgeFilePath } from './edge_path.js'
import { OpenFiles, type OpenFile } from './open_files.js'
import { readCredentials } from './policy_credentials.js'
import { PolicyVerifier } from './policy_verifier.js'
import { sendPieces } from './send_pieces.js'

export interface EdgeServerOptions {
  /** The folder whose `assets/` is served. */
  root: string
  /** What signed resources start with; the same files as below `/edge` here. */
  baseUrl: string
  keyPairId: string
  publicKey: string
}

const CROSS_ORIGIN = [
  ...['Access-Control-Allow-Origin', '*'],
  ...[
    'Access-Control-Expose-Headers',
    'Accept-Ranges, Content-Length, Content-Range, Content-Type, Date, ETag, Last-Modified',
  ],
  ...['Cross-Origin-Resource-Policy', 'cross-origin', 'Timing-Allow-Origin', '*'],
]

const PREFLIGHT = [
  ...['Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Methods', 'GET, HEAD'],
  ...[
    'Access-Control-Allow-Headers',
    'Range, If-Range, If-None-Match, CMCD-Object, CMCD-Request, CMCD-Session, CMCD-Status',
  ],
  ...['Access-Control-Max-Age', '86400', 'Content-Length', '0'],
]

/**
 * Serves published assets to whoever holds a CloudFront policy for them. It works on Node's own
 * request and response: a viewer fetches one segment a second, so nothing else of the framework runs.
 */
export class EdgeServer {
  readonly #files: OpenFiles
  readonly #verifier: PolicyVerifier

  constructor(readonly options: EdgeServerOptions) {
    this.#files = new OpenFiles(options.root)
    this.#verifier = new PolicyVerifier(options.keyPairId, options.publicKey)
  }

  /** Whether a request's address belongs to the edge. */
  owns(url: string | undefined): boolean {
    return url !== undefined && url.startsWith(EDGE_PREFIX)
  }

  /** Answers one request. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    const { method, url = '' } = request
    if (method === 'OPTIONS') {
      response.writeHead(204, PREFLIGHT).end()
      return
    }
    if (method !== 'GET' && method !== 'HEAD') {
      refuse(request, response, E_EDGE_METHOD, ['Allow', 'GET, HEAD, OPTIONS'])
      return
    }
    const mark = url.indexOf('?')
    const path = edgeFilePath(mark === -1 ? url : url.slice(0, mark))
    if (path === null) {
      refuse(request, response, E_EDGE_PATH)
      return
    }
    const signed = readCredentials(mark === -1 ? '' : url.slice(mark + 1), request.headers.cookie)
    const resource = `${this.options.baseUrl}/${path}${signed.query}`
    const address = request.socket.remoteAddress ?? ''
    const refusal = this.#verifier.refusalOf(signed, resource, address)
    if (refusal) {
      refuse(request, response, refusal)
      return
    }
    countCmcd(signed.query, request.headers)
    const file = this.#files.borrowOpen(path)
    if (file) this.#serve(request, response, file)
    else void this.#openAndServe(request, response, path)
  }

  /** Closes the files that nobody reads. */
  close(): void {
    this.#files.clear()
  }

  async #openAndServe(request: IncomingMessage, response: ServerResponse, path: string) {
    try {
      const file = await this.#files.borrow(path)
      if (!file) refuse(request, response, E_EDGE_NOT_FOUND)
      else if (response.destroyed) this.#files.release(file)
      else this.#serve(request, response, file)
    } catch (error) {
      response.destroy(error as Error)
    }
  }

  #serve(request: IncomingMessage, response: ServerResponse, file: OpenFile): void {
    const isGet = request.method === 'GET'
    const reply = replyTo(request.headers, file, isGet)
    if (reply.status === 416) {
      this.#files.release(file)
      refuse(request, response, E_EDGE_RANGE, reply.headers)
      return
    }
    response.once('close', () => this.#files.release(file))
    edgeRequests.inc()
    response.writeHead(reply.status, [
      ...reply.headers,
      ...['Cache-Control', 'public, max-age=31536000, immutable'],
      ...['ETag', file.etag, 'Last-Modified', file.lastModified, 'Accept-Ranges', 'bytes'],
      ...CROSS_ORIGIN,
    ])
    if (!isGet || reply.pieces.length === 0) {
      response.end()
      return
    }
    for (const piece of reply.pieces) {
      edgeBytes.inc(Buffer.isBuffer(piece) ? piece.length : piece.end - piece.start + 1)
    }
    sendPieces(response, file, reply.pieces)
  }
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  Problem: ProblemClass,
  headers: string[] = []
): void {
  const given = request.headers['x-request-id']
  const problem = new Problem()
  const body = JSON.stringify(
    problem.toDocument(typeof given === 'string' ? given.slice(0, 64) : randomUUID())
  )
  edgeRefusals.inc({ code: problem.code })
  response.writeHead(problem.status, [
    ...headers,
    ...['Content-Type', PROBLEM_MEDIA_TYPE],
    ...['Content-Length', String(Buffer.byteLength(body)), 'Cache-Control', 'no-store'],
    ...CROSS_ORIGIN,
  ])
  response.end(request.method === 'HEAD' ? undefined : body)
}
