import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isId, type TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { edit, type Edit } from '../editing/edit.js'
import type { Item } from '../exchange/items.js'
import Collection from '../models/collection.js'
import Episode from '../models/episode.js'
import Season from '../models/season.js'
import Title, { type TitleKind } from '../models/title.js'
import { CreateEpisode } from './create_episode.js'
import { CreateSeason } from './create_season.js'
import { CreateTitle } from './create_title.js'
import { CreateCollection, UpdateCollection } from './edit_collection.js'
import { ScheduleEpisode, ScheduleTitle } from './schedule.js'
import { UpdateEpisode } from './update_episode.js'
import { UpdateSeason } from './update_season.js'
import { UpdateTitle } from './update_title.js'

export type ImportOutcome = 'created' | 'updated' | 'unchanged'

type Within = Edit & { trx: TransactionClientContract }

/** Makes one item of a file true in the catalogue, within the transaction of the file. */
export class ImportItem {
  /** @throws E_INVALID_REQUEST and what the editors' actions throw, naming fields of the item */
  async handle(item: Item, within: Within): Promise<ImportOutcome> {
    switch (item.kind) {
      case 'genre':
      case 'tag':
        return importWord(item, within)
      case 'film':
      case 'show':
      case 'extra':
        return importTitle(item, within)
      case 'season':
        return importSeason(item, within)
      case 'episode':
        return importEpisode(item, within)
      case 'collection':
        return importCollection(item, within)
    }
  }
}

async function importTitle(
  item: Item<'film' | 'show' | 'extra'>,
  within: Within
): Promise<ImportOutcome> {
  const { kind, externalId, publishAt, unpublishAt, ...said } = item
  const { parent, extraKind, position, ...others } = {
    ...{ parent: undefined, extraKind: undefined, position: undefined },
    ...said,
  }
  const found = await findTitle(within.trx, externalId)
  const before = found?.version
  let titleId = found?.id
  if (found && found.kind !== kind) throw wrong('kind', `It is there already as a ${found.kind}.`)
  if (!titleId) {
    const parentId = parent === undefined ? undefined : await titleOf(within, parent, 'parent')
    const begun = { kind: kind as TitleKind, externalId, parentId, extraKind, ...others, ...within }
    titleId = (await new CreateTitle().handle(begun)).id
    if (position !== undefined) await new UpdateTitle().handle({ titleId, position, ...within })
  } else {
    const ofExtra = extraKind && { extraKind, ...(position !== undefined && { position }) }
    await new UpdateTitle().handle({ titleId, ...ofExtra, ...others, ...within })
  }
  if (publishAt !== undefined || unpublishAt !== undefined) {
    const times = { publishAt: publishAt ?? null, unpublishAt: unpublishAt ?? null }
    await new ScheduleTitle().handle({ titleId, ...times, ...within })
  }
  return outcomeOf(within.trx, titleId, before)
}

async function importSeason(item: Item<'season'>, within: Within): Promise<ImportOutcome> {
  const { show, number, name, translations } = item
  const titleId = await titleOf(within, show, 'show')
  const before = await versionOf(within.trx, titleId)
  const found = await Season.query({ client: within.trx }).where({ titleId, number }).first()
  const said = { name: name ?? null }
  const seasonId =
    found?.id ?? (await new CreateSeason().handle({ titleId, number, ...said, ...within })).id
  if (found && name !== undefined) await new UpdateSeason().handle({ seasonId, ...said, ...within })
  if (translations) {
    const subject = { entity: 'season', id: seasonId } as const
    await edit({ titleId }, { action: 'translate', subject, ...within }, (trx) =>
      writeTexts(trx, 'catalog.season_translations', { season_id: seasonId }, translations)
    )
  }
  return outcomeOf(within.trx, titleId, found ? before : undefined)
}

async function importEpisode(item: Item<'episode'>, within: Within): Promise<ImportOutcome> {
  const { show, season, number, translations, publishAt, unpublishAt, ...others } = item
  const { name, synopsis, skipMarkers } = others
  const said = present({ name, synopsis, skipMarkers })
  const titleId = await titleOf(within, show, 'show')
  const { trx } = within
  const before = await versionOf(trx, titleId)
  const seasonId =
    (await Season.query({ client: trx }).where({ titleId, number: season }).first())?.id ??
    (await new CreateSeason().handle({ titleId, number: season, ...within })).id
  const found = await Episode.query({ client: trx }).where({ seasonId, number }).first()
  const episodeId =
    found?.id ?? (await new CreateEpisode().handle({ seasonId, number, ...said, ...within })).id
  if (found) await new UpdateEpisode().handle({ episodeId, ...said, ...within })
  if (translations) {
    const subject = { entity: 'episode', id: episodeId } as const
    await edit({ titleId }, { action: 'translate', subject, ...within }, (client) =>
      writeTexts(client, 'catalog.episode_translations', { episode_id: episodeId }, translations)
    )
  }
  if (publishAt !== undefined || unpublishAt !== undefined) {
    const times = { publishAt: publishAt ?? null, unpublishAt: unpublishAt ?? null }
    await new ScheduleEpisode().handle({ episodeId, ...times, ...within })
  }
  return outcomeOf(trx, titleId, found ? before : undefined)
}

async function importCollection(item: Item<'collection'>, within: Within): Promise<ImportOutcome> {
  const { externalId, titles, name, description, language, homePosition, translations } = item
  const said = present({ name, description, language, homePosition, translations })
  const { trx } = within
  const titleIds: TitleId[] | undefined = titles && []
  for (const [index, key] of (titles ?? []).entries()) {
    titleIds!.push(await titleOf(within, key, `titles.${index}`))
  }
  const found = await Collection.query({ client: trx })
    .where('external_id', externalId)
    .if(isId(externalId), (query) => query.orWhere('id', externalId))
    .first()
  if (!found) {
    const begun = { externalId, titleIds, ...said, ...within }
    await new CreateCollection().handle(begun)
    return 'created'
  }
  await new UpdateCollection().handle({ collectionId: found.id, titleIds, ...said, ...within })
  const [after] = await trx.from('catalog.collections').where('id', found.id).select('version')
  return (after as { version: number }).version === found.version ? 'unchanged' : 'updated'
}

async function importWord(item: Item<'genre' | 'tag'>, { trx }: Within): Promise<ImportOutcome> {
  const { kind, externalId: id, name, translations } = item
  const table = `catalog.${kind}s`
  const said = async () =>
    JSON.stringify([
      await trx.from(table).where('id', id),
      await trx.from(`catalog.${kind}_translations`).where(`${kind}_id`, id).orderBy('language'),
    ])
  const found = await trx.from(table).where('id', id).forUpdate().first()
  const before = await said()
  if (!found) await trx.insertQuery().table(table).insert({ id, name })
  else await trx.from(table).where('id', id).update({ name })
  if (translations) {
    await writeTexts(trx, `catalog.${kind}_translations`, { [`${kind}_id`]: id }, translations)
  }
  if (!found) return 'created'
  return before === (await said()) ? 'unchanged' : 'updated'
}

/** Without the fields that the file leaves out, which stay as they are. */
function present<Fields extends { name: string }>(fields: Fields): Fields {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there) as Fields
}

/** By its external id, or by its own: what has none goes out under that. */
async function findTitle(
  trx: TransactionClientContract,
  key: string
): Promise<{ id: TitleId; kind: TitleKind; version: number } | null> {
  return Title.query({ client: trx })
    .where('external_id', key)
    .if(isId(key), (query) => query.orWhere('id', key))
    .first()
}

/** @throws E_INVALID_REQUEST at `field` when nothing has this key */
async function titleOf({ trx }: Within, key: string, field: string): Promise<TitleId> {
  const found = await findTitle(trx, key)
  if (found) return found.id
  throw wrong(field, 'Nothing in the catalogue, or before this in the file, has this id.')
}

async function versionOf(trx: TransactionClientContract, titleId: TitleId): Promise<number> {
  const [row] = await trx.from('catalog.titles').where('id', titleId).select('version')
  return (row as { version: number }).version
}

async function outcomeOf(
  trx: TransactionClientContract,
  titleId: TitleId,
  before: number | undefined
): Promise<ImportOutcome> {
  if (before === undefined) return 'created'
  return (await versionOf(trx, titleId)) === before ? 'unchanged' : 'updated'
}

async function writeTexts(
  trx: TransactionClientContract,
  table: string,
  key: Record<string, string>,
  translations: Record<string, object>
): Promise<void> {
  await trx.from(table).where(key).delete()
  const rows = Object.entries(translations).map(([language, texts]) => ({
    ...{ ...key, language },
    ...texts,
  }))
  if (rows.length > 0) await trx.insertQuery().table(table).multiInsert(rows)
}

function wrong(field: string, message: string) {
  return new E_INVALID_REQUEST({ detail: message, fields: [{ field, message }] })
}
