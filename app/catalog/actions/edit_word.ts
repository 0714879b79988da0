import { isDeepStrictEqual } from 'node:util'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { TitleId } from '#core/ids'
import { recordShared, type Edit } from '../editing/edit.js'
import { E_GENRE_NOT_FOUND, E_TAG_NOT_FOUND, E_TRANSLATION_NOT_FOUND } from '../errors.js'

/** What titles are filed under: genres and tags are kept alike. */
export type WordKind = 'genre' | 'tag'

const TABLES = {
  genre: {
    words: 'catalog.genres',
    translations: 'catalog.genre_translations',
    titles: 'catalog.title_genres',
    key: 'genre_id',
    missing: E_GENRE_NOT_FOUND,
  },
  tag: {
    words: 'catalog.tags',
    translations: 'catalog.tag_translations',
    titles: 'catalog.title_tags',
    key: 'tag_id',
    missing: E_TAG_NOT_FOUND,
  },
} as const

export interface EditedWord {
  id: string
  name: string
  translations: { language: string; name: string }[]
}

/** Gives a genre or tag another name, in its own language or in another one. Its id stays. */
export class NameWord {
  /**
   * @throws E_GENRE_NOT_FOUND, E_TAG_NOT_FOUND
   * @throws E_TRANSLATION_NOT_FOUND when `name` is null and there is none to take away
   */
  async handle(
    input: { kind: WordKind; id: string } & Edit &
      ({ name: string; language?: undefined } | { name: string | null; language: string })
  ): Promise<EditedWord> {
    const { kind, id, name, language, by } = input
    const { words, translations, key } = TABLES[kind]
    return db.transaction(async (trx) => {
      const before = await findWord(trx, kind, id)
      if (language === undefined) await trx.from(words).where('id', id).update({ name })
      else {
        const gone = await trx
          .from(translations)
          .where({ [key]: id, language })
          .delete()
        if (name === null && Number(gone) === 0) throw new E_TRANSLATION_NOT_FOUND()
        const row = { [key]: id, language, name }
        if (name !== null) await trx.insertQuery().table(translations).insert(row)
      }
      const after = await findWord(trx, kind, id)
      if (isDeepStrictEqual(before, after)) return after
      const change = { entity: kind, id, action: 'name', by } as const
      await recordShared(trx, { ...change, before, after }, await titlesWith(trx, kind, id))
      return after
    })
  }
}

async function findWord(
  trx: TransactionClientContract,
  kind: WordKind,
  id: string
): Promise<EditedWord> {
  const { words, translations, key, missing } = TABLES[kind]
  const { rows } = await trx.rawQuery<{ rows: EditedWord[] }>(
    `select w.id, w.name, coalesce((
       select jsonb_agg(jsonb_build_object('language', x.language, 'name', x.name)
         order by x.language)
       from ${translations} x where x.${key} = w.id), '[]') as translations
     from ${words} w where w.id = ? for update of w`,
    [id]
  )
  if (!rows[0]) throw new missing()
  return rows[0]
}

async function titlesWith(
  trx: TransactionClientContract,
  kind: WordKind,
  id: string
): Promise<TitleId[]> {
  const { titles, key } = TABLES[kind]
  const rows: { title_id: TitleId }[] = await trx.from(titles).where(key, id).select('title_id')
  return rows.map((row) => row.title_id)
}
