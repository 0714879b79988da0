import { readFileSync } from 'node:fs'
import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import edgeDelivery from '#config/edge_delivery'

/** Plain name of a bundle → its URL, as scripts/build_web.mjs wrote it. */
type BundleManifest = Record<string, string>

let kept: BundleManifest | null = null

/** The pages have not been bundled yet, or this bundle is not among them. */
export class PagesNotBundled extends Error {
  constructor(name: string, options?: ErrorOptions) {
    super(`The page bundle ${name} is missing. Run: node scripts/build_web.mjs`, options)
  }
}

/**
 * URL of a bundle whose plain name is, for example, `watch.js`.
 * @throws PagesNotBundled
 */
export function bundleUrl(name: string): string {
  const url = (kept ?? readManifest(name))[name]
  if (!url) throw new PagesNotBundled(name)
  return url
}

function readManifest(name: string): BundleManifest {
  const path = app.publicPath('assets/manifest.json')
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as BundleManifest
    // While developing, the next request may come after another build.
    if (app.inProduction) kept = manifest
    return manifest
  } catch (cause) {
    throw new PagesNotBundled(name, { cause })
  }
}

const EDGE_ORIGIN = new URL(edgeDelivery.baseUrl).origin

/** Content Security Policy of every page: own code only, media from the edge, framed by nobody. */
const POLICY = [
  `default-src 'self'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob: ${EDGE_ORIGIN}`,
  `media-src 'self' blob: ${EDGE_ORIGIN}`,
  `connect-src 'self' data: ${EDGE_ORIGIN}`,
  `worker-src 'self' blob:`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ')

/** Answers with a page. It holds nothing of the viewer, so a browser may fetch it before a click. */
export async function sendPage(
  { response, view }: HttpContext,
  template: string,
  state: Record<string, unknown> = {}
): Promise<void> {
  const html = await view.render(template, state)
  response.header('content-type', 'text/html; charset=utf-8')
  response.header('cache-control', 'no-cache')
  response.header('content-security-policy', POLICY)
  response.header('referrer-policy', 'same-origin')
  response.header('x-content-type-options', 'nosniff')
  response.send(html)
}
