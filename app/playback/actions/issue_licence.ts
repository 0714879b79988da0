import { inject } from '@adonisjs/core'
import type { PlaySessionId } from '#core/ids'
import { RequestRate } from '#core/request_rate'
import { E_KEY_NOT_ALLOWED, E_LICENCE_SESSION_ENDED } from '../errors.js'
import { streamLeases } from '../leases/stream_leases.js'
import { toWebKey, type ClearKeyLicence, type ClearKeyRequest } from '../licences/clear_key.js'
import { FindContentKeys } from '../licences/find_content_keys.js'
import { licencesIssued } from '../metrics.js'
import type { LicenceGrant } from '../play_session.js'

/** A player asks for its licences once, or once per key. */
const rate = new RequestRate<PlaySessionId>(60)

/**
 * Issues a licence with the keys that were asked for, if the play session may have all of them.
 * The keys are never logged.
 * @throws E_KEY_NOT_ALLOWED for a key of another asset, or of a tier that the session may not have
 * @throws E_LICENCE_SESSION_ENDED after the session's end
 * @throws E_TOO_MANY_REQUESTS
 */
@inject()
export class IssueLicence {
  constructor(protected findContentKeys: FindContentKeys) {}

  async handle(input: { grant: LicenceGrant; request: ClearKeyRequest }): Promise<ClearKeyLicence> {
    const { grant, request } = input
    rate.count(grant.sessionId)
    if (!request.keyIds.every((keyId) => grant.keyIds.includes(keyId))) {
      throw new E_KEY_NOT_ALLOWED({ detail: 'Ask only for the keys that the play session names.' })
    }
    const [isEnded, keys] = await Promise.all([
      streamLeases.isEnded(grant),
      this.findContentKeys.handle({ assetId: grant.assetId, keyIds: request.keyIds }),
    ])
    if (isEnded) throw new E_LICENCE_SESSION_ENDED()
    licencesIssued.inc()
    return {
      keys: request.keyIds.map((keyId) => {
        const key = keys.get(keyId)
        if (!key) throw new E_KEY_NOT_ALLOWED({ detail: 'This asset has no such key.' })
        return toWebKey(keyId, key.release())
      }),
      type: request.type,
    }
  }
}
