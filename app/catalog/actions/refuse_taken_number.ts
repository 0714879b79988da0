import { E_NUMBER_TAKEN } from '../errors.js'

const UNIQUE_VIOLATION = '23505'

/** Turns PostgreSQL's refusal of a second row with the same number into words for the editor. */
export async function refuseTakenNumber<Row>(write: Promise<Row>, message: string): Promise<Row> {
  try {
    return await write
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    throw new E_NUMBER_TAKEN({ detail: message, fields: [{ field: 'number', message }] })
  }
}
