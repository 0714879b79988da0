import type { HttpContext } from '@adonisjs/core/http'
import { isListed } from '#core/http/etag'
import type { CollectionId, TitleId } from '#core/ids'
import { FindEditedCollection } from '../queries/find_collections.js'
import { FindEditedTitle } from '../queries/find_edited_title.js'
import { toEditedTitle } from '../transformers/edited_title_transformer.js'
import type { Edit } from '../editing/edit.js'

const TAG = /"v(\d{1,9})"/g

/** Who edits in a request, and which versions they looked at: `If-Match` (RFC 9110, section 13.1.1). */
export function editBy({ request, principal }: HttpContext): Edit {
  const ifMatch = request.header('if-match')
  const any = ifMatch === undefined || ifMatch.trim() === '*'
  const listed = [...(ifMatch ?? '').matchAll(TAG)].map((match) => Number(match[1]))
  return { by: principal.accountId, ifVersions: any ? undefined : listed }
}

/** Answers with a title as it is after an edit. */
export async function sendEditedTitle(ctx: HttpContext, titleId: TitleId): Promise<void> {
  sendVersion(ctx, toEditedTitle(await new FindEditedTitle().handle({ titleId })))
}

/** Answers with a collection as it is after an edit. */
export async function sendEditedCollection(
  ctx: HttpContext,
  collectionId: CollectionId
): Promise<void> {
  sendVersion(ctx, await new FindEditedCollection().handle({ collectionId }))
}

/** The entity tag is the version, so that it can come back in `If-Match`. */
function sendVersion({ request, response }: HttpContext, body: { version: number }): void {
  const tag = `"v${body.version}"`
  response.header('etag', tag)
  response.header('cache-control', 'private, no-cache')
  const isRead = request.method() === 'GET' || request.method() === 'HEAD'
  if (isRead && isListed(request.header('if-none-match'), tag)) {
    return response.status(304).send(null)
  }
  response.json(body)
}
