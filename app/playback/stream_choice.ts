import type { StreamDescription } from '#ingest'

type Rung = StreamDescription['video']['rungs'][number]
type Track = Pick<
  Rung,
  'initPath' | 'segmentTemplate' | 'segmentSeconds' | 'firstSegmentNumber' | 'segmentCount'
>

/** What a device says of itself; what it does not say is taken as possible. */
export interface DeviceCapabilities {
  /** Codec families as in RFC 6381: `avc1`, `mp4a`. */
  codecs?: string[]
  /** Lines of the largest picture that is of use. */
  maxHeight?: number
  /** The version of HDCP that the device's output is protected by; without any there is no HD. */
  hdcp?: 'none' | '1.4' | '2.2'
}

/** What of a stream a session gets. */
export interface StreamChoice {
  /** Lowest first, never empty. */
  rungs: Rung[]
  /** Those that the device can decode, the default first. */
  audio: StreamDescription['audio']
  /** 32 hexadecimal digits each. */
  keyIds: string[]
}

/** Addresses that a player fetches before it has read a manifest. */
export interface StartupTrack {
  init: string
  firstSegment: string
}

function supports(codecs: string[] | undefined, codec: string): boolean {
  const family = codec.split('.')[0]
  return codecs === undefined || codecs.some((known) => known.split('.')[0] === family)
}

/** The part of a stream that a device can and may play; null when there is none. */
export function chooseStream(
  stream: StreamDescription,
  device: DeviceCapabilities,
  isHdAllowed: boolean
): StreamChoice | null {
  const playable = stream.video.rungs.filter(({ codec }) => supports(device.codecs, codec))
  const hd = isHdAllowed && device.hdcp !== 'none'
  const permitted = playable.filter(({ keyTier }) => hd || keyTier !== 'hd')
  const fitting = permitted.filter(({ height }) => height <= (device.maxHeight ?? height))
  const rungs = fitting.length > 0 ? fitting : permitted.slice(0, 1)
  if (rungs.length === 0) return null

  const audio = stream.audio.filter(({ codec }) => supports(device.codecs, codec))
  const tiers = new Set<keyof StreamDescription['keyIds']>(rungs.map(({ keyTier }) => keyTier))
  if (audio.length > 0) tiers.add('audio')
  const keyIds = [...tiers].flatMap((tier) => stream.keyIds[tier] ?? [])
  return { rungs, audio, keyIds }
}

/** Where the first bytes of a track lie for playing from `positionSeconds`. */
export function startupTrack(base: string, track: Track, positionSeconds: number): StartupTrack {
  const last = track.firstSegmentNumber + track.segmentCount - 1
  const wanted = track.firstSegmentNumber + Math.floor(positionSeconds / track.segmentSeconds)
  const segment = track.segmentTemplate.replace('$Number$', String(Math.min(wanted, last)))
  return { init: `${base}/${track.initPath}`, firstSegment: `${base}/${segment}` }
}
