import db from '@adonisjs/lucid/services/db'
import { GenerateCatalogue } from '#catalog'
import { ProblemError } from '#core/problem'

/** Fills the catalogue once: what was invented before stays. The plain reference gets its index too. */
export async function inventOnce(titles: number, seed: number): Promise<void> {
  try {
    console.log(`${titles} titles are invented, once`)
    await new GenerateCatalogue().handle({ titles, seed })
  } catch (error) {
    const isThere = error instanceof ProblemError && error.code === 'catalog.generated-already'
    if (!isThere) throw error
  }
  await db.rawQuery(
    `create index if not exists plain_reference on catalog.titles
     using gin (to_tsvector('simple', name))`
  )
  await db.rawQuery('vacuum analyze catalog.titles')
}
