import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { Secret } from '@adonisjs/core/helpers'
import ingestConfig from '#config/ingest'
import type { AssetId } from '#core/ids'
import type { ContentKey, KeyTier } from '../keys/content_key.js'
import { KEY_BYTES, sealKey } from '../keys/sealing.js'
import { ContentKeysOf } from '../queries/content_keys_of.js'

/**
 * Gives an asset its content keys, random and one per tier, for packaging. Asked again, it gives
 * the same keys, so that a job that goes on after a crash encrypts alike.
 */
export class IssueContentKeys {
  async handle(input: { assetId: AssetId; tiers: KeyTier[] }): Promise<ContentKey[]> {
    for (const tier of input.tiers) await this.#makeOnce(input.assetId, tier)
    const rows: { key_id: Buffer }[] = await db
      .from('ingest.content_keys')
      .where('asset_id', input.assetId)
      .select('key_id')
    const kids = rows.map((row) => row.key_id.toString('hex'))
    const keys = await new ContentKeysOf().handle({ assetId: input.assetId, kids })
    return keys.filter((key) => input.tiers.includes(key.tier))
  }

  async #makeOnce(assetId: AssetId, tier: KeyTier): Promise<void> {
    const keyId = randomBytes(KEY_BYTES)
    const key = new Secret(randomBytes(KEY_BYTES))
    await db.rawQuery(
      `insert into ingest.content_keys (key_id, asset_id, tier, sealed) values (?, ?, ?, ?)
       on conflict (asset_id, tier) do nothing`,
      [keyId, assetId, tier, sealKey(ingestConfig.masterKey, { assetId, keyId }, key)]
    )
  }
}
