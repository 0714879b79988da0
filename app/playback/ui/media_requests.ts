import type { PlaySession } from '../../core/ui/api_types.js'
import { loadedShaka, type SchemePlugin, type ShakaResponse } from './shaka_global.js'

interface Arrived {
  data: ArrayBuffer
  status: number
  headers: Record<string, string>
  uri: string
  /** ms from request to last byte. */
  tookMs: number
}

/** What a request is for, as CMCD's key `ot` says it: manifest, init segment, audio, video. */
export type ObjectType = 'm' | 'i' | 'a' | 'v'

interface UnderWay {
  arrival: Promise<Arrived>
  abort: AbortController
}

/**
 * What the player fetches. Requests that were begun before Shaka asks for them (manifest, licence,
 * first segments) are handed over; every other goes through Shaka's own fetch. Requests to the
 * edge carry the session's signed policy.
 */
export class MediaRequests {
  #underWay = new Map<string, UnderWay>()
  #policy: Record<string, string> = {}
  #edgeOrigin = ''
  #licenceUrl = ''
  #licenceToken = ''
  #cmcd = ''
  hits = 0
  misses: string[] = []

  /** Takes the place of Shaka's fetch for http and https. Call once, after Shaka has loaded. */
  install(): void {
    const shaka = loadedShaka()
    const { APPLICATION } = shaka.net.NetworkingEngine.PluginPriority
    for (const scheme of ['http', 'https']) {
      shaka.net.NetworkingEngine.registerScheme(scheme, this.#plugin, APPLICATION, true)
    }
  }

  /** Uses this session's policy and licence from now on, and drops what an earlier one began. */
  use(session: Pick<PlaySession, 'id' | 'title' | 'edgePolicy' | 'licence' | 'manifests'>): void {
    this.drop()
    this.#policy = session.edgePolicy.query
    this.#edgeOrigin = new URL(session.manifests.dash, location.href).origin
    this.#licenceUrl = absolute(session.licence.url)
    this.#licenceToken = session.licence.token
    this.#cmcd = `cid="${session.title.episodeId ?? session.title.titleId}",sid="${session.id}"`
  }

  /**
   * How Shaka tells of itself with each media request (CMCD, CTA-5004): in headers, so that a
   * segment keeps its address and the browser's cache, save at an edge of another origin, where
   * each address with headers would cost a preflight.
   */
  cmcdSettings({ id, title }: PlaySession) {
    return {
      enabled: true,
      version: 1,
      sessionId: id,
      contentId: title.episodeId ?? title.titleId,
      useHeaders: this.#edgeIsHere,
    }
  }

  /** Uses a renewed policy from the next request on. */
  renew(policy: PlaySession['edgePolicy']): void {
    this.#policy = policy.query
  }

  drop(): void {
    for (const { abort } of this.#underWay.values()) abort.abort()
    this.#underWay.clear()
  }

  /** Begins a media request before Shaka asks for it. */
  begin(url: string, of: ObjectType, priority: RequestPriority, arrived?: () => void): void {
    const uri = new URL(this.signed(absolute(url)))
    const headers: Record<string, string> = {}
    if (this.#edgeIsHere) {
      headers['CMCD-Object'] = `ot=${of}`
      headers['CMCD-Request'] = 'su'
      headers['CMCD-Session'] = this.#cmcd
    } else {
      const [contentId, sessionId] = this.#cmcd.split(',')
      uri.searchParams.set('CMCD', `${contentId},ot=${of},${sessionId},su`)
    }
    this.#hold(withoutQuery(uri.href), arrived, (signal) =>
      fetch(uri, { priority, signal, headers })
    )
  }

  get #edgeIsHere(): boolean {
    return this.#edgeOrigin === location.origin
  }

  /** Asks for the clear keys at once, by the key ids that the session named (W3C EME, 9.1.3). */
  beginLicence(keyIds: string[], arrived?: () => void): void {
    this.#hold(this.#licenceUrl, arrived, (signal) =>
      fetch(this.#licenceUrl, {
        method: 'POST',
        priority: 'high',
        signal,
        headers: {
          'content-type': 'application/json',
          'authorization': `Bearer ${this.#licenceToken}`,
        },
        body: JSON.stringify({ kids: keyIds.map(base64url), type: 'temporary' }),
      })
    )
  }

  /** The URL with the edge policy's parameters, when it lacks them. */
  signed(uri: string): string {
    const url = new URL(uri)
    if (url.origin !== this.#edgeOrigin) return uri
    for (const [name, value] of Object.entries(this.#policy)) {
      if (!url.searchParams.has(name)) url.searchParams.set(name, value)
    }
    return url.href
  }

  #hold(
    key: string,
    arrived: (() => void) | undefined,
    send: (signal: AbortSignal) => Promise<Response>
  ) {
    const abort = new AbortController()
    const arrival = receive(send(abort.signal)).then((result) => {
      arrived?.()
      return result
    })
    // Shaka may never ask for it; the failure then concerns nobody.
    arrival.catch(() => undefined)
    this.#underWay.set(key, { arrival, abort })
  }

  #plugin: SchemePlugin = (uri, request, type, progressUpdated, headersReceived, config) => {
    const shaka = loadedShaka()
    const { LICENSE } = shaka.net.NetworkingEngine.RequestType
    const isLicence = type === LICENSE
    const key = withoutQuery(uri)
    const begun = this.#underWay.get(key)
    const ranged = 'Range' in request.headers
    const target = isLicence ? key : this.signed(uri)
    if (isLicence) request.headers['authorization'] = `Bearer ${this.#licenceToken}`
    const delegate = () =>
      shaka.net.HttpFetchPlugin.parse(
        target,
        request,
        type,
        progressUpdated,
        headersReceived,
        config
      )
    if (!begun || ranged) {
      if (this.misses.length < 40) this.misses.push(new URL(uri).pathname)
      return delegate()
    }
    this.#underWay.delete(key)
    this.hits += 1
    return handOver(begun, delegate, (arrived) => {
      headersReceived(arrived.headers)
      // Its real duration, so that the bandwidth estimate learns from it.
      progressUpdated(arrived.tookMs, arrived.data.byteLength, 0)
      return {
        uri: arrived.uri,
        originalUri: uri,
        data: arrived.data,
        status: arrived.status,
        headers: arrived.headers,
        timeMs: arrived.tookMs,
        fromCache: false,
        originalRequest: request,
      }
    })
  }
}

/** The begun request as a Shaka operation; when it failed, Shaka's own fetch tries again. */
function handOver(
  begun: UnderWay,
  delegate: () => ReturnType<SchemePlugin>,
  toResponse: (arrived: Arrived) => ShakaResponse
): ReturnType<SchemePlugin> {
  const shaka = loadedShaka()
  let aborted = false
  let fallback: ReturnType<SchemePlugin> | null = null
  const tryAgain = () => {
    if (aborted) {
      const { Severity, Category, Code } = shaka.util.Error
      throw new shaka.util.Error(Severity.RECOVERABLE, Category.NETWORK, Code.OPERATION_ABORTED)
    }
    fallback = delegate()
    return fallback.promise
  }
  const response = begun.arrival.then(
    (arrived) => (arrived.status >= 400 ? tryAgain() : toResponse(arrived)),
    tryAgain
  )
  return new shaka.util.AbortableOperation<ShakaResponse>(response, () => {
    aborted = true
    begun.abort.abort()
    return fallback?.abort() ?? Promise.resolve()
  })
}

async function receive(sent: Promise<Response>): Promise<Arrived> {
  const began = performance.now()
  const response = await sent
  const data = await response.arrayBuffer()
  return {
    data,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    uri: response.url,
    tookMs: performance.now() - began,
  }
}

function absolute(url: string): string {
  return new URL(url, location.href).href
}

function withoutQuery(uri: string): string {
  const at = uri.indexOf('?')
  return at < 0 ? uri : uri.slice(0, at)
}

/** A key id of 32 hex digits as unpadded base64url; one that already is stays as it is. */
export function base64url(keyId: string): string {
  const hex = keyId.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) return keyId
  const bytes = hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
