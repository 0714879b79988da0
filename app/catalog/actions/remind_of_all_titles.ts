import db from '@adonisjs/lucid/services/db'
import type { TitleId } from '#core/ids'
import { RemindOfTitle } from './remind_of_title.js'

/**
 * Keeps reminders whose title came out, or was opened somewhere, while nobody heard of it, as when
 * Redis was away or an editor opened it.
 */
export class RemindOfAllTitles {
  async handle(): Promise<void> {
    const titles: { title_id: TitleId }[] = await db
      .from('catalog.reminders as r')
      .join('catalog.titles as t', 't.id', 'r.title_id')
      .whereNull('r.reminded_at')
      .where('t.state', 'published')
      .whereRaw(
        `(not t.windowed or exists (
          select from catalog.availability w
          where w.title_id = t.id and w.starts_at <= now()
            and (w.ends_at is null or now() < w.ends_at)))`
      )
      .distinct('r.title_id')
    for (const { title_id: titleId } of titles) await new RemindOfTitle().handle({ titleId })
  }
}
