import type { SourceProbe, VideoTrack } from '../inspect/source_probe.js'
import type { AudioRendition, Ladder, VideoRung } from '../ladder/ladder.js'
import type { ThumbnailGrid } from './thumbnail_grid.js'

const POSTER_LINES = 720
const AUDIO_RATE = 48_000
const LAYOUTS = { 1: 'mono', 2: 'stereo', 6: '5.1' } as const
/** Matrix of an unlabelled picture: SD was made for television, HD for BT.709. */
const LAST_BT601_HEIGHT = 576

export const THUMBNAILS_PAD = 'thumbnails'
export const POSTERS_PAD = 'posters'

export interface GraphOptions {
  grid: ThumbnailGrid
  posterCandidates: number
  /** This ffmpeg's scale filter maps tones from HDR to SDR (7.1 and later). */
  toneMapping: boolean
}

export function videoPad(rung: VideoRung): string {
  return `video_${rung.name}`
}

export function audioPad(rendition: AudioRendition): string {
  return `audio_${rendition.name.replaceAll('-', '_')}`
}

/**
 * One filter graph for a whole run: the picture is decoded once and scaled from rung to rung
 * downwards, each rung being made of the one above; each audio track is decoded once and split.
 */
export function filterGraph(probe: SourceProbe, ladder: Ladder, options: GraphOptions): string {
  return [...videoChains(probe, ladder, options), ...audioChains(probe, ladder)].join(';')
}

function videoChains(probe: SourceProbe, ladder: Ladder, options: GraphOptions): string[] {
  const fromTop = ladder.video.toReversed()
  const posterRung = fromTop.findLast((rung) => rung.lines >= POSTER_LINES) ?? fromTop[0]!
  return fromTop
    .map((rung, place) => {
      const above = fromTop[place - 1]
      const below = fromTop[place + 1]
      const taps = [
        ...(below ? [`below_${rung.name}`] : [`raw_${THUMBNAILS_PAD}`]),
        ...(rung === posterRung ? [`raw_${POSTERS_PAD}`] : []),
      ]
      const filters = above ? stepDown(rung, above) : prepare(probe.video, ladder, rung, options)
      const source = above ? `[below_${above.name}]` : `[0:${probe.video.index}]`
      const outputs = [videoPad(rung), ...taps].map((pad) => `[${pad}]`).join('')
      return `${source}${filters.join(',')},split=${taps.length + 1}${outputs}`
    })
    .concat(pictureChains(probe.durationSeconds, options))
}

/** From whatever the source is to steady, progressive, square, 8-bit BT.709 at the top rung's size. */
function prepare(
  video: VideoTrack,
  ladder: Ladder,
  rung: VideoRung,
  options: GraphOptions
): string[] {
  const hdr = video.transfer !== 'sdr'
  const toneMap = hdr && options.toneMapping
  const matrix = video.codedHeight <= LAST_BT601_HEIGHT ? 'smpte170m' : 'bt709'
  const scale = [
    `w=${rung.width}:h=${rung.height}:flags=bicubic`,
    'out_color_matrix=bt709:out_range=tv',
    ...(toneMap ? ['out_primaries=bt709:out_transfer=bt709:intent=perceptual'] : []),
  ].join(':')
  return [
    ...(video.colorMatrix || video.alpha ? [] : [`setparams=colorspace=${matrix}`]),
    ...(ladder.deinterlace ? ['bwdif=mode=send_field:deint=all'] : []),
    // Repeats or drops frames where the source is unsteady, and starts every stream at zero.
    `fps=${rate(ladder.frameRate)}:start_time=0`,
    // What shows through a transparent picture is black.
    ...(video.alpha ? ['format=yuva444p', 'premultiply=inplace=1'] : []),
    `scale=${scale}`,
    'format=yuv420p',
    'setsar=1',
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
    ...rateChange(rung, { frameRate: ladder.frameRate }),
  ]
}

function stepDown(rung: VideoRung, above: VideoRung): string[] {
  return [
    ...rateChange(rung, above),
    `scale=w=${rung.width}:h=${rung.height}:flags=bicubic`,
    'setsar=1',
  ]
}

function rateChange(rung: VideoRung, before: Pick<VideoRung, 'frameRate'>): string[] {
  return rate(rung.frameRate) === rate(before.frameRate)
    ? []
    : [`fps=${rate(rung.frameRate)}:start_time=0`]
}

function pictureChains(
  durationSeconds: number,
  { grid, posterCandidates }: GraphOptions
): string[] {
  const everyInterval = `select='gte(t,selected_n*${grid.intervalSeconds})'`
  const spread = durationSeconds / posterCandidates
  // From the first frame on: ffmpeg reports no progress before every output has begun.
  const spreadOut = `select='gte(t,selected_n*${spread.toFixed(6)})'`
  const jpeg = 'out_range=pc,format=yuvj420p'
  return [
    `[raw_${THUMBNAILS_PAD}]${everyInterval},scale=w=${grid.width}:h=${grid.height}:${jpeg}` +
      `[${THUMBNAILS_PAD}]`,
    `[raw_${POSTERS_PAD}]${spreadOut},scale=${jpeg}[${POSTERS_PAD}]`,
  ]
}

/** Audio starts with the picture, has no holes, and ends with it. */
function audioChains(probe: SourceProbe, ladder: Ladder): string[] {
  const sources = [...new Set(ladder.audio.map((rendition) => rendition.sourceIndex))]
  const length = probe.durationSeconds.toFixed(3)
  return sources.flatMap((index) => {
    const renditions = ladder.audio.filter((rendition) => rendition.sourceIndex === index)
    const raws = renditions.map((rendition) => `[raw_${audioPad(rendition)}]`)
    const whole = [
      `aresample=${AUDIO_RATE}:async=1:first_pts=0`,
      `apad=whole_dur=${length}`,
      `atrim=end=${length}`,
    ].join(',')
    return [
      `[0:${index}]${whole},asplit=${renditions.length}${raws.join('')}`,
      ...renditions.map(
        (rendition) =>
          `[raw_${audioPad(rendition)}]aformat=sample_fmts=fltp:` +
          `channel_layouts=${LAYOUTS[rendition.channels]}[${audioPad(rendition)}]`
      ),
    ]
  })
}

function rate({ numerator, denominator }: { numerator: number; denominator: number }): string {
  return `${numerator}/${denominator}`
}
