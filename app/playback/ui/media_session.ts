import type { PlaySession } from '../../core/ui/api_types.js'
import { episodeLabel } from '../../core/ui/words.js'
import type { PlayerCommands } from './keyboard.js'

/** Tells the system what plays, so that its media keys and lock screen work. */
export function announceToSystem(
  session: PlaySession,
  artwork: string | null,
  commands: PlayerCommands,
  seekTo: (seconds: number) => void
): void {
  if (!('mediaSession' in navigator)) return
  const { title } = session
  const label = episodeLabel(title.seasonNumber, title.episodeNumber)
  navigator.mediaSession.metadata = new MediaMetadata({
    title: title.name,
    artist: title.showName ? [title.showName, label].filter(Boolean).join(' · ') : 'FlixFlow',
    artwork: artwork ? [{ src: artwork }] : [],
  })
  const handle = (action: MediaSessionAction, run: MediaSessionActionHandler) => {
    try {
      navigator.mediaSession.setActionHandler(action, run)
    } catch {
      // A browser may not know this action; its keys then do nothing.
    }
  }
  handle('play', () => commands.togglePlay())
  handle('pause', () => commands.togglePlay())
  handle('seekbackward', ({ seekOffset }) => commands.seekBy(-(seekOffset ?? 10)))
  handle('seekforward', ({ seekOffset }) => commands.seekBy(seekOffset ?? 10))
  handle('seekto', ({ seekTime }) => seekTime !== undefined && seekTo(seekTime))
  if (session.nextEpisode) handle('nexttrack', () => commands.playNext())
}
