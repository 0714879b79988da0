import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { MediaTools } from '../media_tools.js'
import { runProcessOrFail } from '../run_process.js'
import { chordExpressions, sceneGraph, type GenerativeKind, type Scene } from './scenes.js'

const FADE_SECONDS = 1.5

export interface GenerativeEpisode extends Scene {
  kind: GenerativeKind
  /** The MP4 to write. It appears when it is whole. */
  out: string
  tools: Pick<MediaTools, 'ffmpeg'>
  /** nice(2), 0 to 19 */
  niceness?: number
  signal?: AbortSignal
}

/**
 * Renders a film that nobody owns: pictures by ffmpeg's own generators, a chord of sines under
 * them. The result is a source like any other, for the demo's show.
 *
 * @throws PipelineFailedError
 */
export async function renderGenerativeEpisode(episode: GenerativeEpisode): Promise<void> {
  const out = resolve(episode.out)
  const unfinished = `${out}.unfinished`
  const fadeOut = Math.max(0, episode.seconds - FADE_SECONDS)
  const fades = (name: string) =>
    `${name}=t=in:d=${FADE_SECONDS},${name}=t=out:st=${fadeOut}:d=${FADE_SECONDS}`
  const [left, right] = chordExpressions(episode)
  const graph = [
    `${sceneGraph(episode.kind, episode)},${fades('fade')}[picture]`,
    `aevalsrc=exprs='${left}|${right}':channel_layout=stereo:sample_rate=48000,` +
      `${fades('afade')}[sound]`,
  ].join(';')
  try {
    await runProcessOrFail({
      program: episode.tools.ffmpeg,
      args: [
        ...['-hide_banner', '-nostdin', '-nostats', '-y', '-v', 'error'],
        ...['-filter_complex', graph, '-map', '[picture]', '-map', '[sound]'],
        ...['-t', String(episode.seconds), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'],
        ...['-c:a', 'aac', '-b:a', '160k', '-movflags', '+faststart', '-f', 'mp4'],
        `file:${unfinished}`,
      ],
      limits: { wallSeconds: 60 + episode.seconds * 30, residentBytes: 2 * 1024 ** 3 },
      niceness: episode.niceness,
      signal: episode.signal,
    })
    await rename(unfinished, out)
  } finally {
    await rm(unfinished, { force: true })
  }
}
