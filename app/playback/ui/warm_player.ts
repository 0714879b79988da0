import { MediaRequests } from './media_requests.js'
import { type StartChoice, abrThatBeginsWith } from './start_abr.js'
import { loadedShaka, type ShakaPlayer } from './shaka_global.js'

const KEY_SYSTEM = 'org.w3.clearkey'

/** A player that is ready for a manifest: media source open, key system chosen, settings made. */
export interface WarmPlayer {
  player: ShakaPlayer
  media: MediaRequests
  /** Tallest picture, px, whose first frame this device decodes without a wait. */
  startHeight: number
  /** What the next load begins with. */
  start: StartChoice
}

/** Start height for a decoder in software: the first frame of a taller one takes 100 ms more. */
const SOFTWARE_START_HEIGHT = 480

/**
 * How far an audio segment may begin after the time that the manifest gives, in seconds: one AAC
 * frame of 1024 samples at 44.1 kHz, and a little.
 */
export const AUDIO_DRIFT_S = 0.03

/** Makes all that a start needs and that no play session is needed for. */
export async function warmPlayer(
  video: HTMLVideoElement,
  textContainer: HTMLElement
): Promise<WarmPlayer> {
  const shaka = loadedShaka()
  if (!shaka.Player.isBrowserSupported()) throw new BrowserTooOld()
  shaka.polyfill.installAll()
  const media = new MediaRequests()
  media.install()
  const player = new shaka.Player()
  player.setVideoContainer(textContainer)
  player.configure(settings())
  const start: StartChoice = { rung: null }
  player.configure({ abrFactory: abrThatBeginsWith(start) })
  const [startHeight] = await Promise.all([warmKeySystem(), player.attach(video, true)])
  return { player, media, startHeight, start }
}

/** The browser has no Media Source or Encrypted Media Extensions. */
export class BrowserTooOld extends Error {}

/** From the first frame on: adapt to the network, and fetch ahead. */
export function settleIn({ player, start }: WarmPlayer): void {
  start.rung = null
  player.configure({
    abr: { enabled: true },
    streaming: { segmentPrefetchLimit: 2, bufferingGoal: 24 },
  })
}

/** What holds until the first frame: the rung that was chosen, and nothing fetched beside it. */
export function startSettings() {
  return { abr: { enabled: false }, streaming: { segmentPrefetchLimit: 0, bufferingGoal: 1 } }
}

function settings() {
  return {
    drm: { parseInbandPsshEnabled: false, retryParameters: retries(3) },
    manifest: {
      retryParameters: retries(4),
      dash: { ignoreMinBufferTime: true, ignoreSuggestedPresentationDelay: true },
    },
    streaming: {
      retryParameters: retries(5),
      rebufferingGoal: 0.2,
      bufferBehind: 30,
      inaccurateManifestTolerance: AUDIO_DRIFT_S,
      gapDetectionThreshold: 0.5,
      stallThreshold: 1,
      updateIntervalSeconds: 0.5,
    },
    abr: {
      useNetworkInformation: false,
      restrictToElementSize: false,
      switchInterval: 2,
      bandwidthUpgradeTarget: 0.8,
      bandwidthDowngradeTarget: 0.95,
      advanced: { minTotalBytes: 48e3, minBytes: 12e3, fastHalfLife: 2, slowHalfLife: 6 },
    },
  }
}

function retries(maxAttempts: number) {
  return {
    maxAttempts,
    baseDelay: 400,
    backoffFactor: 1.8,
    fuzzFactor: 0.4,
    timeout: 20_000,
    stallTimeout: 6_000,
    connectionTimeout: 8_000,
  }
}

/**
 * Makes the browser load its key system and ask its decoders now, so that the click need not wait
 * for them. Answers the start height.
 */
async function warmKeySystem(): Promise<number> {
  const contentType = 'video/mp4; codecs="avc1.640028"'
  try {
    const answer = await navigator.mediaCapabilities.decodingInfo({
      type: 'media-source',
      video: { contentType, width: 1920, height: 1080, bitrate: 5_000_000, framerate: 24 },
      keySystemConfiguration: {
        keySystem: KEY_SYSTEM,
        initDataType: 'cenc',
        video: { encryptionScheme: 'cbcs' },
      },
    } as MediaDecodingConfiguration)
    const access = (answer as { keySystemAccess?: MediaKeySystemAccess | null }).keySystemAccess
    await access?.createMediaKeys()
    return answer.powerEfficient ? Infinity : SOFTWARE_START_HEIGHT
  } catch {
    // Only a head start; a browser without this key system is told so when play starts.
    return SOFTWARE_START_HEIGHT
  }
}
