import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PipelineFailedError } from '../errors.js'
import type { KeyTier, Ladder } from '../ladder/ladder.js'
import { DASH_MANIFEST, HLS_MASTER, type Packaged } from '../packaging/package_streams.js'
import type { ThumbnailTrack } from '../pictures/thumbnail_track.js'
import { SEGMENT_SECONDS } from '../transcode/transcode.js'
import { all, readMpd, type MpdElement } from './mpd.js'

/**
 * Where the segments of one rendition lie. The segment that shows position `t` (s) has the number
 * `firstSegmentNumber + floor(t / segmentSeconds)`, at most the last; put it into
 * `segmentTemplate` for `$Number$`. Paths are relative to the asset.
 */
export interface SegmentedTrack {
  initPath: string
  segmentTemplate: string
  segmentSeconds: number
  firstSegmentNumber: number
  segmentCount: number
}

/** One video rendition. `bandwidth` is its peak in bits/s, as in the manifest. */
export interface StreamRung extends SegmentedTrack {
  height: number
  width: number
  bandwidth: number
  codec: string
  frameRate: number
  keyTier: KeyTier
}

export interface StreamAudio extends SegmentedTrack {
  language: string
  label: string
  channels: number
  bandwidth: number
  codec: string
}

export interface StreamText {
  language: string
  label: string
  forced: boolean
  path: string
}

/** Everything that a player's start needs to know of an asset, read from the files that were made. */
export interface StreamDescription {
  contentHash: string
  /** Folder of the asset below the storage root. */
  basePath: string
  dash: string
  hls: string
  durationSeconds: number
  frameRate: number
  /** Rungs lowest first. */
  video: { maxHeight: number; rungs: StreamRung[] }
  /** Lowest rate first within a language; the default language first. */
  audio: StreamAudio[]
  text: StreamText[]
  /** 32 hexadecimal digits each; a part that the asset does not have is missing. */
  keyIds: { audio?: string; sd?: string; hd?: string }
  thumbnails: ThumbnailTrack | null
  posters: string[]
}

/** A description of files that have no published place yet. */
export type StagedDescription = Omit<StreamDescription, 'contentHash' | 'basePath'>

export interface DescribeRequest {
  /** Folder with the packaged streams. */
  folder: string
  ladder: Ladder
  text: Packaged['text']
  thumbnails: ThumbnailTrack | null
  posters: string[]
}

/**
 * Describes packaged streams from their manifest and the segments on disk.
 * @throws PipelineFailedError when a rung of the ladder, or a segment of it, is missing
 */
export async function describeStreams(request: DescribeRequest): Promise<StagedDescription> {
  const mpd = readMpd(await readFile(join(request.folder, DASH_MANIFEST), 'utf8'))
  const representations = all(mpd, 'AdaptationSet').flatMap((set) =>
    all(set, 'Representation').map((representation) => ({ set, representation }))
  )
  const rungs: StreamRung[] = []
  for (const rung of request.ladder.video) {
    const found = byFolder(representations, `video/${rung.name}/`)
    rungs.push({
      ...(await segmentedTrack(found.representation, request.folder)),
      width: Number(attribute(found, 'width')),
      height: Number(attribute(found, 'height')),
      bandwidth: Number(found.representation.attributes.bandwidth),
      codec: attribute(found, 'codecs'),
      frameRate: fraction(attribute(found, 'frameRate')),
      keyTier: rung.keyTier,
    })
  }
  const audio: StreamAudio[] = []
  for (const rendition of request.ladder.audio) {
    const found = byFolder(representations, `audio/${rendition.name}/`)
    audio.push({
      ...(await segmentedTrack(found.representation, request.folder)),
      language: found.set.attributes.lang ?? rendition.language,
      label: all(found.set, 'Label')[0]?.text || rendition.label,
      channels: Number(all(found.representation, 'AudioChannelConfiguration')[0]?.attributes.value),
      bandwidth: Number(found.representation.attributes.bandwidth),
      codec: attribute(found, 'codecs'),
    })
  }

  return {
    dash: DASH_MANIFEST,
    hls: HLS_MASTER,
    durationSeconds: isoDuration(mpd.attributes.mediaPresentationDuration),
    frameRate: rungs.at(-1)!.frameRate,
    video: { maxHeight: Math.max(...rungs.map((rung) => rung.height)), rungs },
    audio,
    text: request.text.map(({ rendition, path }) => ({
      language: rendition.language,
      label: rendition.label,
      forced: rendition.forced,
      path,
    })),
    keyIds: keyIdsOf(representations, request.ladder),
    thumbnails: request.thumbnails,
    posters: request.posters,
  }
}

interface Found {
  set: MpdElement
  representation: MpdElement
}

function byFolder(representations: Found[], folder: string): Found {
  const found = representations.find(({ representation }) =>
    templateOf(representation)?.attributes.media?.startsWith(folder)
  )
  if (found) return found
  throw new PipelineFailedError('ingest.process-failed', `The manifest has no ${folder}`)
}

function templateOf(representation: MpdElement): MpdElement | undefined {
  return all(representation, 'SegmentTemplate')[0]
}

async function segmentedTrack(representation: MpdElement, folder: string): Promise<SegmentedTrack> {
  const template = templateOf(representation)!
  const segmentTemplate = template.attributes.media!
  const firstSegmentNumber = Number(template.attributes.startNumber ?? 1)
  const segmentCount = all(template, 'S').reduce((n, s) => n + 1 + Number(s.attributes.r ?? 0), 0)
  const files = new Set(await readdir(join(folder, dirname(segmentTemplate))))
  for (let n = firstSegmentNumber; n < firstSegmentNumber + segmentCount; n++) {
    if (!files.has(`${n}.m4s`)) {
      throw new PipelineFailedError(
        'ingest.process-failed',
        `Segment ${n} of ${segmentTemplate} is missing`
      )
    }
  }
  return {
    initPath: template.attributes.initialization!,
    segmentTemplate,
    segmentSeconds: SEGMENT_SECONDS,
    firstSegmentNumber,
    segmentCount,
  }
}

/** `default_KID` of the sets that hold the audio, the SD rungs and the HD rungs. */
function keyIdsOf(representations: Found[], ladder: Ladder): StreamDescription['keyIds'] {
  const keyId = (folder: string) => {
    const protection = all(byFolder(representations, folder).set, 'ContentProtection')
    const id = protection.find((p) => p.attributes['cenc:default_KID'])
    return id?.attributes['cenc:default_KID']?.replaceAll('-', '').toLowerCase()
  }
  const sd = ladder.video.find((rung) => rung.keyTier === 'sd')
  const hd = ladder.video.find((rung) => rung.keyTier === 'hd')
  const audio = ladder.audio[0]
  return {
    ...(audio && { audio: keyId(`audio/${audio.name}/`) }),
    ...(sd && { sd: keyId(`video/${sd.name}/`) }),
    ...(hd && { hd: keyId(`video/${hd.name}/`) }),
  }
}

/** A packager writes an attribute on the set when all of its representations share it. */
function attribute({ set, representation }: Found, name: string): string {
  return representation.attributes[name] ?? set.attributes[name] ?? ''
}

function fraction(text: string): number {
  const [numerator = 0, denominator = 1] = text.split('/').map(Number)
  return Math.round((numerator / denominator) * 1000) / 1000
}

/** ISO 8601 durations of the form `PT1H2M3.5S`, in seconds. */
function isoDuration(text = ''): number {
  const [, h = 0, m = 0, s = 0] = text.match(/^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/) ?? []
  return Number(h) * 3600 + Number(m) * 60 + Number(s)
}
