import { inject } from '@adonisjs/core'
import { Secret } from '@adonisjs/core/helpers'
import { LRUCache } from 'lru-cache'
import type { AssetId } from '#core/ids'
import { ContentKeysOf } from '#ingest'

/** Keys kept open per process. A popular film's three keys are asked for at every start. */
const keys = new LRUCache<string, Secret<Buffer>>({ max: 10_000, ttl: 10 * 60_000 })

/** Content keys of an asset by id (32 hexadecimal digits), with one read for those not in memory. */
@inject()
export class FindContentKeys {
  constructor(protected contentKeysOf: ContentKeysOf) {}

  async handle(input: { assetId: AssetId; keyIds: string[] }) {
    const { assetId, keyIds } = input
    const found = new Map<string, Secret<Buffer>>()
    const missing: string[] = []
    for (const keyId of keyIds) {
      const key = keys.get(`${assetId} ${keyId}`)
      if (key) found.set(keyId, key)
      else missing.push(keyId)
    }
    if (missing.length === 0) return found
    for (const { keyId, key } of await this.contentKeysOf.handle({ assetId, kids: missing })) {
      keys.set(`${assetId} ${keyId}`, key)
      found.set(keyId, key)
    }
    return found
  }
}
