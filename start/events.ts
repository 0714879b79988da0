import emitter from '@adonisjs/core/services/emitter'
import { DeviceEnded } from '#identity'
import { AssetPublished } from '#ingest'

const StorePublishedAssetListener = () =>
  import('#app/catalog/listeners/store_published_asset_listener')
const EndDeviceListener = () => import('#app/playback/listeners/end_device_listener')

emitter.on(AssetPublished, [StorePublishedAssetListener, 'handle'])
emitter.on(DeviceEnded, [EndDeviceListener, 'handle'])
