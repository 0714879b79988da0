import type { TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { edit, type Edit } from '../editing/edit.js'

/** Puts the extras of a title into an order. */
export class OrderExtras {
  /**
   * @throws E_TITLE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_INVALID_REQUEST when these are not exactly its extras
   */
  async handle(input: { titleId: TitleId; extraIds: TitleId[] } & Edit): Promise<void> {
    const { titleId, extraIds, ...by } = input
    const subject = async () => extraIds.map((id) => ({ entity: 'title', id }) as const)
    await edit({ titleId }, { action: 'order', subject, ...by }, async (trx) => {
      const there: { id: TitleId }[] = await trx
        .from('catalog.titles')
        .where('parent_id', titleId)
        .select('id')
      const wanted = new Set(extraIds)
      const same = wanted.size === extraIds.length && wanted.size === there.length
      if (!same || there.some(({ id }) => !wanted.has(id))) {
        const message = 'Name each extra of the title once.'
        throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'titleIds', message }] })
      }
      await trx.rawQuery(
        `update catalog.titles t set position = o.place - 1
         from unnest(?::uuid[]) with ordinality o (id, place) where t.id = o.id`,
        [extraIds]
      )
    })
  }
}
