import db from '@adonisjs/lucid/services/db'
import { isId, type PersonId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import { hot } from '#core/sql'
import { E_PERSON_NOT_FOUND } from '../errors.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import { containing } from './list_staff_titles.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { TITLE_TEXTS, viewingValues, VISIBLE } from './viewing_sql.js'

/** A person's part in titles that a viewer can find. */
export interface PersonPage {
  id: PersonId
  name: string
  titles: { roles: { role: string; character: string | null }[]; title: TitleCard }[]
}

type FilmographyRow = TitleCardRow & {
  roles: { role: string; character: string | null }[]
}

const person = hot<{ id: PersonId; name: string }>(
  'catalog.person',
  'select p.id, p.name from catalog.people p where p.id = $1'
)

/** By `credits_person_id_idx`. */
const filmography = hot<FilmographyRow>(
  'catalog.filmography',
  `select ${TITLE_CARD_COLUMNS}, c.roles
   from (
     select c.title_id, jsonb_agg(
       jsonb_build_object('role', c.role, 'character', c.character) order by c.position) as roles
     from catalog.credits c where c.person_id = $4 group by c.title_id
   ) c join catalog.titles t on t.id = c.title_id ${TITLE_TEXTS}
   where ${VISIBLE}
   order by t.release_year desc nulls last, t.id desc limit 500`
)

/** A person with the titles that the viewer can find, newest first: two queries. */
export class FindPerson {
  /** @throws E_PERSON_NOT_FOUND also when the viewer can find none of their titles */
  async handle(input: { personId: PersonId; viewing: Viewing }): Promise<PersonPage> {
    const [found, rows] = await Promise.all([
      person.first([input.personId]),
      filmography.rows([...viewingValues(input.viewing), input.personId]),
    ])
    if (!found || rows.length === 0) throw new E_PERSON_NOT_FOUND()
    return { ...found, titles: rows.map((row) => ({ roles: row.roles, title: toTitleCard(row) })) }
  }
}

/** A person for editors, who see how often they are credited, drafts included. */
export interface StaffPerson {
  id: PersonId
  name: string
  creditCount: number
}

const STAFF_PERSON = `p.id, p.name,
  (select count(*)::int from catalog.credits c where c.person_id = p.id) as "creditCount"`

export class FindStaffPerson {
  /** @throws E_PERSON_NOT_FOUND */
  async handle({ personId }: { personId: PersonId }): Promise<StaffPerson> {
    const { rows } = await db.rawQuery<{ rows: StaffPerson[] }>(
      `select ${STAFF_PERSON} from catalog.people p where p.id = ?`,
      [personId]
    )
    if (!rows[0]) throw new E_PERSON_NOT_FOUND()
    return rows[0]
  }
}

/** People by name, so that an editor finds the one meant, and those who stand there twice. */
export class ListStaffPeople {
  async handle(asked: {
    text?: string
    cursor?: string
    limit: number
  }): Promise<Page<StaffPerson>> {
    const after = nameCursor(asked.cursor)
    const where = [
      ...(asked.text ? ['p.name ilike ?'] : []),
      ...(after ? ['(p.name, p.id) > (?, ?::uuid)'] : []),
    ]
    const values = [...(asked.text ? [containing(asked.text)] : []), ...(after ?? [])]
    const { rows } = await db.rawQuery<{ rows: StaffPerson[] }>(
      `select ${STAFF_PERSON} from catalog.people p where ${where.join(' and ') || 'true'}
       order by p.name, p.id limit ?`,
      [...values, asked.limit + 1]
    )
    return toPage(
      rows,
      asked.limit,
      (row) => [row.name, row.id],
      (row) => row
    )
  }
}

function nameCursor(cursor: string | undefined): [string, string] | null {
  const key = decodeCursor(cursor, 2)
  if (!key) return null
  const [name, id] = key
  if (typeof name === 'string' && !name.includes('\0') && isId(id)) return [name, id]
  throw new E_INVALID_REQUEST({
    fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
  })
}
