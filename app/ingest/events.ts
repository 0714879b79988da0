import { BaseEvent } from '@adonisjs/core/events'
import type { AssetId } from '#core/ids'
import type { StreamDescription } from './pipeline/index.js'
import type { StreamOwner } from './stream_owner.js'

/**
 * The streams of an owner are published and can be played. The job waits for all listeners and is
 * tried again when one fails, so a listener may hear of the same asset more than once.
 */
export class AssetPublished extends BaseEvent {
  constructor(
    readonly assetId: AssetId,
    readonly owner: StreamOwner,
    readonly stream: StreamDescription
  ) {
    super()
  }
}
