import { hot } from '#core/sql'
import { EDITION } from './generation_sql.js'

const edition = hot<{ edition: string }>('catalog.edition', `select ${EDITION} as edition`)

/** The edition of the catalogue that is there now, for requests that ask the database nothing else. */
export class FindEdition {
  async handle(): Promise<string> {
    return (await edition.first([]))!.edition
  }
}
