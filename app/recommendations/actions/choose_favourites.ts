import db from '@adonisjs/lucid/services/db'
import { TitleCardsByIds, type ProfileViewing } from '#catalog'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'

/** Keeps the titles that a profile names as ones it likes, in place of those it named before. */
export class ChooseFavourites {
  /** @throws E_INVALID_REQUEST when one is nothing that the profile may come across */
  async handle(input: { viewing: ProfileViewing; titleIds: readonly TitleId[] }): Promise<void> {
    const { viewing } = input
    const { profileId } = viewing
    const titleIds = [...new Set(input.titleIds)]
    const { titles } = await new TitleCardsByIds().handle({ titleIds, viewing })
    const unknown = titleIds.findIndex((id) => !titles.has(id))
    if (unknown >= 0) {
      const message = 'There is no film or show with this id.'
      throw new E_INVALID_REQUEST({
        detail: message,
        fields: [{ field: `titleIds.${unknown}`, message }],
      })
    }
    await db.transaction(async (trx) => {
      // One of two that choose at once waits for the other, whose choice its own then replaces.
      await trx.rawQuery(`select pg_advisory_xact_lock(hashtext('favourites'), hashtext(?))`, [
        profileId,
      ])
      await trx.from('recommendations.favourites').where('profile_id', profileId).delete()
      await trx.rawQuery(
        `insert into recommendations.favourites (profile_id, title_id, chosen_at)
         select ?, id, ? from unnest(?::uuid[]) as id`,
        [profileId, clock.date(), titleIds]
      )
    })
  }
}
