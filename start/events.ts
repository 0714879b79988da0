import emitter from '@adonisjs/core/services/emitter'
import { TitlePublished } from '#catalog'
import { DeviceEnded } from '#identity'
import { AssetPublished } from '#ingest'

const StorePublishedAssetListener = () =>
  import('#app/catalog/listeners/store_published_asset_listener')
const RemindListener = () => import('#app/catalog/listeners/remind_listener')
const EndDeviceListener = () => import('#app/playback/listeners/end_device_listener')

emitter.on(AssetPublished, [StorePublishedAssetListener, 'handle'])
emitter.on(TitlePublished, [RemindListener, 'handle'])
emitter.on(DeviceEnded, [EndDeviceListener, 'handle'])
