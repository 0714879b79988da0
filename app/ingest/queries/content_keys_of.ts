import ingestConfig from '#config/ingest'
import type { AssetId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import type { ContentKey, KeyTier } from '../keys/content_key.js'
import { unsealKey } from '../keys/sealing.js'

interface KeyRow {
  key_id: Buffer
  tier: KeyTier
  sealed: Buffer
}

// Index: content_keys_pkey (key_id).
const keysOf = hot<KeyRow>(
  'ingest.content_keys_of',
  `select key_id, tier, sealed from ingest.content_keys
   where key_id = ${anyOf('$2::bytea[]')} and asset_id = $1`
)

/**
 * The content keys of an asset, in the open, for a licence. Ids that are not the asset's own give
 * nothing. Besides packaging this is the only place where keys are unsealed.
 */
export class ContentKeysOf {
  async handle(input: { assetId: AssetId; kids: string[] }): Promise<ContentKey[]> {
    const ids = input.kids.map((kid) => Buffer.from(kid, 'hex'))
    const rows = await keysOf.rows([input.assetId, ids])
    return rows.map((row) => ({
      keyId: row.key_id.toString('hex'),
      tier: row.tier,
      key: unsealKey(
        ingestConfig.masterKey,
        { assetId: input.assetId, keyId: row.key_id },
        row.sealed
      ),
    }))
  }
}
