import { api } from '../../core/ui/api.js'
import type { PlaySession } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import type { PreviewPlayer } from '../../core/ui/preview_player.js'
import { loadShaka } from './shaka_global.js'
import { settleIn, warmPlayer } from './warm_player.js'

/** Lines of picture: a preview is looked at behind words, and asks for no more than they need. */
const TALLEST = 720

/**
 * A preview is an extra's play session: it takes no place in the stream limit and is kept in
 * nobody's history. It sends neither heartbeats nor reports of quality, which are about what viewers
 * chose to watch; its policy outlives it.
 */
export const playPreview: PreviewPlayer['playPreview'] = async (of) => {
  const { video, titleId, profileId, shakaUrl, over } = of
  await loadShaka(shakaUrl)
  const warm = await warmPlayer(video, h('div'))
  const { player, media } = warm
  let session: PlaySession | null = null
  let startedAt = 0
  let isOver = false
  const stop = () => {
    if (isOver) return
    isOver = true
    removeEventListener('pagehide', stop)
    if (session) end(session, video.currentTime, performance.now() - startedAt)
    media.drop()
    void player.destroy()
    over()
  }
  addEventListener('pagehide', stop)
  try {
    const body = { titleId, profileId }
    const path = '/v1/playback/sessions'
    session = await api<PlaySession>(path, { method: 'POST', priority: 'low', body })
    startedAt = performance.now()
    media.use(session)
    player.configure({
      drm: { servers: { [session.licence.keySystem]: absolute(session.licence.url) } },
      restrictions: { maxHeight: TALLEST },
      cmcd: media.cmcdSettings(session),
    })
    settleIn(warm)
    video.muted = true
    video.addEventListener('ended', stop)
    player.addEventListener('error', stop)
    const shown = firstFrame(video)
    await player.load(absolute(session.manifests.dash))
    player.selectTextTrack(null)
    await video.play()
    await shown
    return { stop }
  } catch (error) {
    stop()
    throw error
  }
}

function firstFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) =>
    video.addEventListener('timeupdate', () => resolve(), { once: true })
  )
}

function end({ heartbeat, token }: PlaySession, positionSeconds: number, elapsedMs: number): void {
  const url = new URL(heartbeat.url, location.href).href.replace(/heartbeats$/, 'end')
  const body = {
    positionSeconds: Math.round(positionSeconds * 1000) / 1000,
    elapsedMs: Math.round(elapsedMs),
    sequence: 1,
  }
  api(url, { method: 'POST', token, body, keepalive: true }).catch(() => undefined)
}

function absolute(url: string): string {
  return new URL(url, location.href).href
}
