import db from '@adonisjs/lucid/services/db'
import type { TitleId } from '#core/ids'
import { RemindOfTitle } from './remind_of_title.js'

/** Keeps reminders whose title came out while nobody heard of it, as when Redis was away. */
export class RemindOfAllTitles {
  async handle(): Promise<void> {
    const titles: { title_id: TitleId }[] = await db
      .from('catalog.reminders as r')
      .join('catalog.titles as t', 't.id', 'r.title_id')
      .whereNull('r.reminded_at')
      .where('t.state', 'published')
      .distinct('r.title_id')
    for (const { title_id: titleId } of titles) await new RemindOfTitle().handle({ titleId })
  }
}
