import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'

/**
 * An entity tag (RFC 9110, section 8.8.3) from the content itself. `weak` says that the content is
 * the same in meaning but not byte for byte, as when a proxy compresses it.
 */
export function entityTag(content: string | Uint8Array, strength: 'weak' | 'strong'): string {
  const tag = `"${createHash('sha1').update(content).digest('base64url')}"`
  return strength === 'weak' ? `W/${tag}` : tag
}

const LISTED_TAG = /(?:W\/)?"[^"]*"/g

/**
 * Whether an `If-None-Match` field lists the tag, by weak comparison (RFC 9110, sections 8.8.3.2
 * and 13.1.2). A request that this is true for is answered with 304.
 */
export function isListed(ifNoneMatch: string | undefined, tag: string): boolean {
  if (!ifNoneMatch) return false
  if (ifNoneMatch.trim() === '*') return true
  const opaque = withoutStrength(tag)
  return (ifNoneMatch.match(LISTED_TAG) ?? []).some((listed) => withoutStrength(listed) === opaque)
}

function withoutStrength(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}

/**
 * Answers with JSON that the caller may keep and must ask about each time: 304 without a body when
 * the caller has it already.
 */
export function sendRevalidated(ctx: HttpContext, body: unknown): void {
  const json = JSON.stringify(body)
  sendTagged(ctx, entityTag(json, 'weak'), () => json)
}

/** The same for content that is told apart by another `tag` than its content, and made only when it is sent. */
export function sendTagged(
  { request, response }: HttpContext,
  tag: string,
  content: () => string | Buffer,
  contentType = 'application/json; charset=utf-8'
): void {
  response.header('etag', tag)
  response.header('cache-control', 'private, no-cache')
  if (isListed(request.header('if-none-match'), tag)) return response.status(304).send(null)
  response.header('content-type', contentType)
  response.send(content())
}
