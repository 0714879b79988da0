import { BaseEvent } from '@adonisjs/core/events'
import type { CollectionId, TitleId } from '#core/ids'

/**
 * Viewers can see a title now: it came out, or a window of it opened somewhere. Also after more
 * episodes of a published show came out.
 */
export class TitlePublished extends BaseEvent {
  constructor(readonly titleId: TitleId) {
    super()
  }
}

/**
 * What viewers see of the catalogue is another: an editor changed it, a schedule came to its time,
 * or a window of availability opened or closed. Told after the commit, in the one process that
 * changed it, and before the editor has an answer; an id in it may be of a title that is gone.
 */
export class CatalogueChanged extends BaseEvent {
  constructor(
    readonly titleIds: readonly TitleId[],
    readonly collectionIds: readonly CollectionId[] = []
  ) {
    super()
  }

  /** Under these a cache finds what it must drop: the ids, and `catalogue` for what shows many. */
  get tags(): string[] {
    return ['catalogue', ...this.titleIds, ...this.collectionIds]
  }
}
