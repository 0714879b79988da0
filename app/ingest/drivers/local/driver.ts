import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import ingestConfig from '#config/ingest'
import { tool } from '#core/tools'
import type { ContentKey, KeyTier } from '../../keys/content_key.js'
import {
  runPipeline,
  type ContentKeySet,
  type Ladder,
  type MediaTools,
  type StreamDescription,
} from '../../pipeline/index.js'
import type { Transcoder, TranscodeRequest } from '../transcoder.js'

/** ffmpeg and Shaka Packager on this machine. */
export class LocalTranscoder implements Transcoder {
  readonly name = 'local'

  async transcode(request: TranscodeRequest): Promise<StreamDescription> {
    const folder = join(request.workFolder, 'pipeline')
    try {
      const { stream, wallMs, resumed } = await runPipeline({
        source: request.source.path,
        claimed: {
          filename: request.source.filename,
          mimeType: request.source.claimedType ?? undefined,
        },
        workFolder: folder,
        storageRoot: ingestConfig.storageFolder,
        contentKeys: async (ladder) => inTheOpen(await request.keysFor(tiersOf(ladder))),
        tools: await mediaTools(),
        sourceLimits: {
          maxBytes: ingestConfig.maxBytes,
          maxDurationSeconds: ingestConfig.maxDurationSeconds,
        },
        processLimits: {
          wallSeconds: ingestConfig.processSeconds,
          residentBytes: ingestConfig.processMemoryBytes,
        },
        settings: ingestConfig.preset ? { preset: ingestConfig.preset } : {},
        signal: request.signal,
        onProgress: ({ node, percent }) => request.onProgress({ step: node, percent }),
      })
      request.log(
        `took ms ${JSON.stringify(wallMs)}, done before: ${resumed.join(' ') || 'nothing'}`
      )
      return stream
    } finally {
      // A worker that was killed while packaging may have left its key file behind.
      await rm(join(folder, 'secret'), { recursive: true, force: true })
    }
  }
}

function tiersOf(ladder: Ladder): KeyTier[] {
  const tiers = new Set<KeyTier>(ladder.video.map((rung) => rung.keyTier))
  if (ladder.audio.length > 0) tiers.add('audio')
  return [...tiers]
}

/** The packager takes keys as text, in a file that only we can read while it runs. */
function inTheOpen(keys: ContentKey[]): ContentKeySet {
  return Object.fromEntries(
    keys.map(({ tier, keyId, key }) => [tier, { keyId, key: key.release().toString('hex') }])
  )
}

async function mediaTools(): Promise<MediaTools> {
  const [ffmpeg, ffprobe, packager] = await Promise.all([
    tool('ffmpeg'),
    tool('ffprobe'),
    tool('packager'),
  ])
  return { ffmpeg, ffprobe, packager }
}
