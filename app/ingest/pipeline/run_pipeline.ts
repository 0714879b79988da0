import { mkdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Checkpoints } from './checkpoints.js'
import { PipelineFailedError } from './errors.js'
import { inspectSource, type ClaimedType } from './inspect/inspect_source.js'
import { chooseLadder } from './ladder/choose_ladder.js'
import type { Ladder } from './ladder/ladder.js'
import type { ProcessLimits, SourceLimits } from './limits.js'
import type { MediaTools } from './media_tools.js'
import { endOrphan } from './orphans.js'
import type { ContentKeySet } from './packaging/content_keys.js'
import { packageStreams } from './packaging/package_streams.js'
import { writePosters } from './pictures/posters.js'
import { writeThumbnailTrack } from './pictures/thumbnail_track.js'
import { hashFolder } from './publish/content_hash.js'
import { linkTree } from './publish/link_tree.js'
import { publishFolder } from './publish/publish_folder.js'
import { describeStreams, type StreamDescription } from './publish/stream_description.js'
import type { TranscodeSettings } from './transcode/settings.js'
import { transcode } from './transcode/transcode.js'

export const PIPELINE_NODES = ['inspect', 'transcode', 'package', 'pictures', 'publish'] as const
export type PipelineNode = (typeof PIPELINE_NODES)[number]

/** Share of the whole that each node takes, in per cent, as measured on films. */
const SHARES: Record<PipelineNode, number> = {
  inspect: 1,
  transcode: 91,
  package: 4,
  pictures: 2,
  publish: 2,
}

export interface PipelineProgress {
  node: PipelineNode
  /** Of the whole run, 0 to 100; never goes back. */
  percent: number
}

export interface PipelineRequest {
  source: string
  claimed?: ClaimedType
  /** One folder per job, kept until it succeeds: what is in it is not done again. */
  workFolder: string
  /** `assets/<hash>` appears below it. */
  storageRoot: string
  /**
   * Gives the keys of this job, the same ones when asked again. Called before packaging, so that
   * they can be sealed and stored first.
   */
  contentKeys: (ladder: Ladder) => Promise<ContentKeySet>
  tools: MediaTools
  sourceLimits?: Partial<SourceLimits>
  processLimits?: Partial<ProcessLimits>
  settings?: Partial<TranscodeSettings>
  signal?: AbortSignal
  onProgress?: (progress: PipelineProgress) => void
}

export interface PipelineResult {
  stream: StreamDescription
  ladder: Ladder
  /** ms that each node took when it ran, in this run or an earlier one. */
  wallMs: Record<PipelineNode, number>
  /** Nodes that an earlier run had finished. */
  resumed: PipelineNode[]
}

/**
 * From a source file to published streams. Each node leaves a marker; running again with the same
 * work folder goes on after the last finished node.
 *
 * @throws SourceRefusedError when the source is at fault
 * @throws PipelineFailedError when a process failed, passed a limit or was cancelled
 */
export async function runPipeline(request: PipelineRequest): Promise<PipelineResult> {
  try {
    return await runNodes(request)
  } catch (error) {
    if (!request.signal?.aborted || error instanceof PipelineFailedError) throw error
    throw new PipelineFailedError('ingest.cancelled', 'The ingest was cancelled')
  }
}

async function runNodes(request: PipelineRequest): Promise<PipelineResult> {
  const { tools, signal, settings } = request
  const source = resolve(request.source)
  const workFolder = resolve(request.workFolder)
  await mkdir(workFolder, { recursive: true, mode: 0o700 })
  await endOrphan(workFolder)
  const checkpoints = new Checkpoints(workFolder)
  const wallMs = {} as Record<PipelineNode, number>
  const resumed: PipelineNode[] = []
  const progress = new Progress(request.onProgress)

  async function node<Result>(
    name: PipelineNode,
    inputs: unknown,
    run: (folder: string) => Promise<Result>
  ): Promise<Result> {
    signal?.throwIfAborted()
    progress.enter(name)
    const done = await checkpoints.node(name, inputs, run)
    wallMs[name] = done.wallMs
    if (done.resumed) resumed.push(name)
    progress.leave(name)
    return done.result
  }

  const { size, mtimeMs } = await stat(source)
  const { claimed, sourceLimits: limits } = request
  const probe = await node('inspect', { source, size, mtimeMs, claimed, limits }, () =>
    inspectSource(source, { tools, limits, claimed, signal })
  )
  const ladder = chooseLadder(probe)
  const transcoded = await node('transcode', { ladder, settings }, (folder) =>
    transcode({
      ...{ source, probe, ladder, folder, tools, settings, signal, workFolder },
      limits: request.processLimits,
      onProgress: (done) => progress.within('transcode', done),
    })
  )
  const transcodeFolder = checkpoints.folder('transcode')
  const keys = await request.contentKeys(ladder)
  const keyIds = [keys.audio?.keyId, keys.sd?.keyId, keys.hd?.keyId]
  const packaged = await node('package', { ladder, settings, keyIds }, (folder) =>
    packageStreams({
      ...{ transcoded, transcodeFolder, folder, keys, tools, signal, workFolder },
      secretFolder: join(workFolder, 'secret'),
      limits: request.processLimits,
      niceness: settings?.niceness,
    })
  )
  const pictures = await node('pictures', { ladder, settings }, async (folder) => ({
    thumbnails: await writeThumbnailTrack(transcoded, transcodeFolder, folder),
    posters: await writePosters(
      transcoded.posterCandidates.map((file) => join(transcodeFolder, file)),
      folder
    ),
  }))
  const stream = await node('publish', { keyIds, ladder, settings }, async (folder) => {
    await linkTree(checkpoints.folder('package'), folder)
    await linkTree(checkpoints.folder('pictures'), folder)
    const staged = await describeStreams({ folder, ladder, text: packaged.text, ...pictures })
    const contentHash = await hashFolder(folder, signal)
    const basePath = await publishFolder(folder, request.storageRoot, contentHash)
    return { contentHash, basePath, ...staged } satisfies StreamDescription
  })
  return { stream, ladder, wallMs, resumed }
}

/** Forgets a finished job's files. Call it when its result is stored. */
export async function removeWorkFolder(workFolder: string): Promise<void> {
  await endOrphan(workFolder)
  await rm(workFolder, { recursive: true, force: true })
}

/** Turns the nodes' own progress into one number that never goes back. */
class Progress {
  #last = -1

  constructor(private report?: (progress: PipelineProgress) => void) {}

  enter(node: PipelineNode) {
    this.within(node, 0)
  }

  leave(node: PipelineNode) {
    this.within(node, 1)
  }

  within(node: PipelineNode, done: number) {
    const before = PIPELINE_NODES.slice(0, PIPELINE_NODES.indexOf(node))
    const start = before.reduce((sum, each) => sum + SHARES[each], 0)
    const percent = Math.floor(start + SHARES[node] * done)
    if (percent <= this.#last) return
    this.#last = percent
    this.report?.({ node, percent })
  }
}
