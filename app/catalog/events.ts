import { BaseEvent } from '@adonisjs/core/events'
import type { TitleId } from '#core/ids'

/**
 * Viewers can see a title now: it came out, or a window of it opened somewhere. Also after more
 * episodes of a published show came out.
 */
export class TitlePublished extends BaseEvent {
  constructor(readonly titleId: TitleId) {
    super()
  }
}
