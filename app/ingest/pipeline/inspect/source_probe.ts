import type { ContainerName } from './containers.js'

/** An exact fraction; frame rates such as 24000/1001 have no exact decimal. */
export interface Rational {
  numerator: number
  denominator: number
}

export type TransferKind = 'sdr' | 'pq' | 'hlg'

/** The picture of a source as a viewer would see it. */
export interface VideoTrack {
  /** ffmpeg's stream index in the file. */
  index: number
  codec: string
  /** Square pixels, after rotation and sample aspect ratio. */
  displayWidth: number
  displayHeight: number
  /** As stored. */
  codedWidth: number
  codedHeight: number
  /** Clockwise turn that the file asks players for. */
  rotationDegrees: 0 | 90 | 180 | 270
  /** Average frames (not fields) per second. */
  frameRate: Rational
  variableFrameRate: boolean
  interlaced: boolean
  transfer: TransferKind
  /** ffmpeg's name of the colour matrix; null when the file does not say. */
  colorMatrix: string | null
  alpha: boolean
  /** From the first frame to the end of the last, measured where the container does not say. */
  durationSeconds: number
}

export interface AudioTrack {
  index: number
  codec: string
  channels: number
  /** BCP 47; `und` when unknown. */
  language: string
  title: string | null
  default: boolean
}

export interface TextTrack {
  index: number
  codec: string
  language: string
  title: string | null
  forced: boolean
}

/** What `inspectSource` found out about a file that it accepts. */
export interface SourceProbe {
  container: ContainerName
  sizeBytes: number
  /** Length of the picture, which decides the length of the asset. */
  durationSeconds: number
  video: VideoTrack
  audio: AudioTrack[]
  text: TextTrack[]
}
