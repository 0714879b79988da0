import type { AssetPublished } from '#ingest'
import { StorePublishedAsset } from '../actions/store_published_asset.js'

/** Ingest is done with a video: the catalogue takes it. */
export default class StorePublishedAssetListener {
  async handle({ assetId, owner, stream }: AssetPublished): Promise<void> {
    await new StorePublishedAsset().handle({ assetId, owner, stream })
  }
}
