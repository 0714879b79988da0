import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId, type TitleId } from '#core/ids'
import { edit, recordCreation, type Edit } from '../editing/edit.js'
import { E_NO_EXTRA_OF_EXTRA } from '../errors.js'
import Title, { type ExtraKind, type TitleKind } from '../models/title.js'
import type { SkipMarker } from '../skip_marker.js'
import { writeParts, type TitleDescription } from './describe_title.js'
import { refuseTakenExternalId } from './refuse_taken.js'

export interface CreateTitleInput extends TitleDescription, Edit {
  kind: TitleKind
  /** Of an extra: the film or show that it belongs to. */
  parentId?: TitleId
  /** Of an extra. */
  extraKind?: ExtraKind
  /** Of a film or an extra. */
  skipMarkers?: SkipMarker[]
}

type NewTitle = Omit<CreateTitleInput, keyof Edit> & { position?: number }

/** Begins a film, a show or an extra of one as a draft, which only editors see. */
export class CreateTitle {
  /**
   * @throws E_TITLE_NOT_FOUND when the parent of an extra is not there
   * @throws E_NO_EXTRA_OF_EXTRA
   * @throws E_EXTERNAL_ID_TAKEN
   * @throws E_INVALID_REQUEST, see `writeParts`
   */
  async handle({ by, ifVersions, trx: within, ...input }: CreateTitleInput): Promise<Title> {
    const id = newId<TitleId>()
    const { parentId } = input
    if (parentId) {
      const subject = { entity: 'title', id } as const
      const change = { action: 'create', subject, by, ifVersions, trx: within }
      return edit({ titleId: parentId }, change, async (trx) =>
        create(trx, id, { ...input, position: await nextPosition(trx, parentId) })
      )
    }
    const begin = async (trx: TransactionClientContract) => {
      const title = await create(trx, id, input)
      await recordCreation(trx, { titleId: id }, by)
      return title
    }
    return within ? begin(within) : db.transaction(begin)
  }
}

async function create(
  trx: TransactionClientContract,
  id: TitleId,
  { genres, tags, credits, ratings, availability, translations, ...columns }: NewTitle
): Promise<Title> {
  const draft = { id, state: 'draft' as const, language: 'en', skipMarkers: [] }
  const title = await refuseTakenExternalId(Title.create({ ...draft, ...columns }, { client: trx }))
  await writeParts(trx, id, { genres, tags, credits, ratings, availability, translations })
  return title
}

/** Behind the extras that the parent, which is locked, has. */
async function nextPosition(trx: TransactionClientContract, parentId: TitleId): Promise<number> {
  const parent = await Title.findOrFail(parentId, { client: trx })
  if (parent.kind === 'extra') throw new E_NO_EXTRA_OF_EXTRA()
  const [last] = await trx.from('catalog.titles').where('parent_id', parentId).max('position as at')
  return ((last as { at: number | null }).at ?? -1) + 1
}
