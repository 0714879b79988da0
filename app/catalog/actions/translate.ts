import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { E_INVALID_REQUEST } from '#core/problem'
import type { CollectionId, EpisodeId, SeasonId, TitleId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'
import type { CollectionTexts, EpisodeTexts, TitleTexts } from '../editing/snapshots.js'
import { E_TRANSLATION_NOT_FOUND } from '../errors.js'
import { editEpisode } from './update_episode.js'
import { showOfSeason } from './update_season.js'

type Texts<T> = Partial<T> & { name: string }

interface Translation<T> extends Edit {
  /** BCP 47. */
  language: string
  /** Null takes the translation away. */
  texts: Texts<T> | null
}

const action = (texts: unknown) => (texts ? 'translate' : 'untranslate')

/** Says a title in another language than its own, or no longer. */
export class TranslateTitle {
  /**
   * @throws E_TITLE_NOT_FOUND, E_EDITED_MEANWHILE
   * @throws E_TRANSLATION_NOT_FOUND when there is none to take away
   * @throws E_INVALID_REQUEST when it is the title's own language
   */
  async handle(input: { titleId: TitleId } & Translation<TitleTexts>): Promise<void> {
    const { titleId, language, texts, ...by } = input
    const subject = { entity: 'title', id: titleId } as const
    await edit({ titleId }, { action: action(texts), subject, ...by }, async (trx) => {
      await refuseOwnLanguage(trx, 'catalog.titles', titleId, input)
      const key = { title_id: titleId, language }
      await write(trx, 'catalog.title_translations', key, texts, ['name', 'tagline', 'synopsis'])
    })
  }
}

/** Says a season's name in another language. */
export class TranslateSeason {
  /**
   * @returns the show
   * @throws E_SEASON_NOT_FOUND, E_EDITED_MEANWHILE, E_TRANSLATION_NOT_FOUND
   */
  async handle(input: { seasonId: SeasonId } & Translation<{ name: string }>): Promise<TitleId> {
    const { seasonId, language, texts, ...by } = input
    const { titleId } = await showOfSeason(seasonId, by.trx)
    const subject = { entity: 'season', id: seasonId } as const
    await edit({ titleId }, { action: action(texts), subject, ...by }, async (trx) => {
      const key = { season_id: seasonId, language }
      await write(trx, 'catalog.season_translations', key, texts, ['name'])
    })
    return titleId
  }
}

/** Says an episode in another language. */
export class TranslateEpisode {
  /**
   * @returns the show
   * @throws E_EPISODE_NOT_FOUND, E_EDITED_MEANWHILE, E_TRANSLATION_NOT_FOUND
   */
  async handle(input: { episodeId: EpisodeId } & Translation<EpisodeTexts>): Promise<TitleId> {
    const { episodeId, language, texts, ...by } = input
    return editEpisode(episodeId, { action: action(texts), ...by }, async ({ titleId }, trx) => {
      const key = { episode_id: episodeId, language }
      await write(trx, 'catalog.episode_translations', key, texts, ['name', 'synopsis'])
      return titleId
    })
  }
}

/** Says a collection in another language. */
export class TranslateCollection {
  /**
   * @throws E_COLLECTION_NOT_FOUND, E_EDITED_MEANWHILE, E_TRANSLATION_NOT_FOUND
   * @throws E_INVALID_REQUEST when it is the collection's own language
   */
  async handle(
    input: { collectionId: CollectionId } & Translation<CollectionTexts>
  ): Promise<void> {
    const { collectionId, language, texts, ...by } = input
    const subject = { entity: 'collection', id: collectionId } as const
    await edit({ collectionId }, { action: action(texts), subject, ...by }, async (trx) => {
      await refuseOwnLanguage(trx, 'catalog.collections', collectionId, input)
      const key = { collection_id: collectionId, language }
      await write(trx, 'catalog.collection_translations', key, texts, ['name', 'description'])
    })
  }
}

async function refuseOwnLanguage(
  trx: TransactionClientContract,
  table: string,
  id: string,
  { language, texts }: Translation<object>
): Promise<void> {
  if (!texts) return
  const [row] = await trx.from(table).where('id', id).select('language')
  if ((row as { language: string } | undefined)?.language !== language) return
  const message = `Its own texts are in ${language}: change those.`
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'language', message }] })
}

/** The texts under a key, which is the owner and the language, become these and no others. */
async function write(
  trx: TransactionClientContract,
  table: string,
  key: Record<string, string>,
  texts: Record<string, unknown> | null,
  columns: readonly string[]
): Promise<void> {
  if (!texts) {
    const gone = await trx.from(table).where(key).delete()
    if (Number(gone) === 0) throw new E_TRANSLATION_NOT_FOUND()
    return
  }
  const values = Object.fromEntries(columns.map((column) => [column, texts[column] ?? null]))
  await trx.from(table).where(key).delete()
  await trx
    .insertQuery()
    .table(table)
    .insert({ ...key, ...values })
}
