import { E_EXTERNAL_ID_TAKEN, E_NUMBER_TAKEN } from '../errors.js'

const UNIQUE_VIOLATION = '23505'

function isTaken(error: unknown): boolean {
  return (error as { code?: string }).code === UNIQUE_VIOLATION
}

/** Turns PostgreSQL's refusal of a second row with the same number into words for the editor. */
export async function refuseTakenNumber<Row>(write: Promise<Row>, message: string): Promise<Row> {
  try {
    return await write
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new E_NUMBER_TAKEN({ detail: message, fields: [{ field: 'number', message }] })
  }
}

/** The same for an id of another system, which stands for one title or collection. */
export async function refuseTakenExternalId<Row>(write: Promise<Row>): Promise<Row> {
  try {
    return await write
  } catch (error) {
    if (!isTaken(error)) throw error
    const message = 'Another one has this external id.'
    throw new E_EXTERNAL_ID_TAKEN({ fields: [{ field: 'externalId', message }] })
  }
}
