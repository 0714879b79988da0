import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AssetId, TitleId } from '#core/ids'
import type { StreamDescription } from '#ingest'
import { artworkKey, type ArtworkKind } from '../artwork/artwork_kind.js'
import { E_CATALOGUE_GENERATED, E_TITLE_NOT_FOUND } from '../errors.js'
import { GENERATED_NOW } from '../generating/generated_now.js'
import { inventCatalogue } from '../generating/invent_catalogue.js'
import { drawPictureVariants, type PictureVariant } from '../generating/picture_variants.js'
import type { GeneratedRows, Row } from '../generating/rows.js'
import { GENERATED_IDS, SeededRandom } from '#core/seeded_random'
import { withoutIndexes } from '../search/without_indexes.js'
import { RebuildSearch } from './rebuild_search.js'
import { deleteGenerated, writeRows } from '../generating/write_rows.js'

export interface GenerateCatalogueInput {
  /** How many films and shows. */
  titles: number
  seed: number
  /** Removes what an earlier run generated; without it, an earlier one is not added to. */
  replace?: boolean
  /** A film or a show that can be played: the generated ones play what it plays. */
  assetOf?: TitleId
  /** Hears what is being done, and which share of that is done (0 to 1). */
  onProgress?: (step: string, share: number) => void
}

export interface GeneratedCatalogue {
  titles: number
  episodes: number
  people: number
  rows: number
}

interface Asset {
  asset_id: AssetId
  stream: StreamDescription
}

const SEARCH_TABLES = ['search_documents', 'search_starts', 'search_words', 'title_popularity']
/** Episodes of each season that play something, where there is something to play. */
const PLAYABLE_EPISODES = 3

/**
 * Fills the catalogue with invented titles, for load tests, for searching and for looking at pages
 * with much in them. In one transaction; it all can be removed again.
 */
export class GenerateCatalogue {
  /**
   * @throws E_CATALOGUE_GENERATED when an earlier run's titles are there and are not to be replaced
   * @throws E_TITLE_NOT_FOUND when `assetOf` names nothing that can be played
   */
  async handle(input: GenerateCatalogueInput): Promise<GeneratedCatalogue> {
    const tell = input.onProgress ?? (() => undefined)
    const asset = input.assetOf ? await assetOf(input.assetOf) : null
    if (!input.replace && (await isGenerated())) throw new E_CATALOGUE_GENERATED()

    const variants = await drawPictureVariants(input.titles, (share) => tell('pictures', share))
    await storePictures(variants)
    const { rows, popularity } = inventCatalogue(input.titles, input.seed)
    giveArtwork(rows, variants, input.seed)
    if (asset) giveAsset(rows, asset)

    const total = Object.values(rows).reduce((sum, list) => sum + list.length, 0)
    await db.transaction(async (trx) => {
      // All documents are made anew below: noting each of them would be work for nothing.
      await trx.rawQuery(`set local catalog.search_is_rebuilt = 'yes'`)
      if (input.replace) await deleteGenerated(trx)
      let written = 0
      await writeRows(trx, rows, asset?.stream ?? null, (count) => {
        written += count
        tell('rows', written / total)
      })
      await writePopularity(trx, popularity)
      await withoutIndexes(trx, () =>
        new RebuildSearch().inTransaction(trx, (share) => tell('search', share))
      )
    })
    // What the planner believed of these tables is no longer so.
    for (const table of [...Object.keys(rows), ...SEARCH_TABLES]) {
      await db.rawQuery(`vacuum analyze catalog.${table}`)
    }
    return {
      titles: rows.titles.filter(({ kind }) => kind !== 'extra').length,
      episodes: rows.episodes.length,
      people: rows.people.length,
      rows: total,
    }
  }
}

async function isGenerated(): Promise<boolean> {
  const { first, last } = GENERATED_IDS
  const row: unknown = await db
    .from('catalog.titles')
    .where('id', '>=', first)
    .where('id', '<', last)
    .select('id')
    .first()
  return Boolean(row)
}

async function assetOf(titleId: TitleId): Promise<Asset> {
  const { rows } = await db.rawQuery<{ rows: Asset[] }>(
    `select asset_id, stream from catalog.titles where id = :titleId and asset_id is not null
     union all
     (select asset_id, stream from catalog.episodes
      where title_id = :titleId and asset_id is not null
      order by season_number, number limit 1)
     limit 1`,
    { titleId }
  )
  if (!rows[0]) throw new E_TITLE_NOT_FOUND({ detail: `${titleId} cannot be played.` })
  return rows[0]
}

async function storePictures(variants: PictureVariant[]): Promise<void> {
  const disk = drive.use()
  for (const { kind, hash, files } of variants) {
    await Promise.all(
      files.map(({ width, content }) =>
        disk.put(artworkKey(hash, kind, width, 'webp'), content, { contentType: 'image/webp' })
      )
    )
  }
}

async function writePopularity(
  trx: TransactionClientContract,
  popularity: ReadonlyMap<string, number>
): Promise<void> {
  await trx.rawQuery(
    `insert into catalog.title_popularity (title_id, popularity)
     select * from unnest(?::uuid[], ?::real[])`,
    [[...popularity.keys()], [...popularity.values()]]
  )
}

/** Each film and show gets a poster and a backdrop, each episode a still. */
function giveArtwork(rows: GeneratedRows, variants: PictureVariant[], seed: number): void {
  const random = new SeededRandom(seed + 1)
  const ofKind = (kind: ArtworkKind) => variants.filter((variant) => variant.kind === kind)
  const [posters, backdrops, stills] = [ofKind('poster'), ofKind('backdrop'), ofKind('still')]
  const add = (owner: Row, { kind, hash, widths, preview }: PictureVariant) =>
    rows.artwork.push({
      ...{ id: random.id(), title_id: null, episode_id: null, ...owner },
      ...{ kind, hash, widths, preview, origin: 'editor' },
      created_at: new Date(GENERATED_NOW).toISOString(),
    })
  for (const { id, kind } of rows.titles) {
    if (kind !== 'extra') add({ title_id: id }, random.pick(posters))
    add({ title_id: id }, random.pick(backdrops))
  }
  for (const { id } of rows.episodes) add({ episode_id: id }, random.pick(stills))
}

/** Films, trailers and the first episodes of each season play what the asset holds. */
function giveAsset(rows: GeneratedRows, { asset_id: assetId, stream }: Asset): void {
  const films = rows.titles.filter(({ kind }) => kind !== 'show')
  const episodes = rows.episodes.filter(({ number }) => Number(number) <= PLAYABLE_EPISODES)
  for (const row of [...films, ...episodes]) {
    row.asset_id = assetId
    row.duration_seconds = stream.durationSeconds
  }
}
