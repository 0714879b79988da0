import { clock } from '#core/clock'
import { isId, type AccountId } from '#core/ids'
import { E_EXPORT_NOT_FOUND } from '../errors.js'
import Export from '../models/export.js'

/**
 * One export of an account, as long as its file is kept.
 * @throws E_EXPORT_NOT_FOUND also for another account's, and for one whose time is over.
 */
export class FindExport {
  async handle(input: { accountId: AccountId; exportId: unknown }): Promise<Export> {
    const { accountId, exportId } = input
    const found = isId(exportId)
      ? await Export.query().where({ id: exportId, accountId }).first()
      : null
    const isOver = found?.expiresAt && found.expiresAt.toMillis() <= clock.now()
    if (!found || isOver) throw new E_EXPORT_NOT_FOUND()
    return found
  }
}
