import { api } from '../../core/ui/api.js'
import type { PlaySession } from '../../core/ui/api_types.js'
import type { AudioTrack, ShakaPlayer, TextTrack } from './shaka_global.js'

/** Asks Shaka to begin with the sound that the service chose. */
export function preferAudio(player: ShakaPlayer, { tracks }: PlaySession): void {
  const { audio } = tracks
  const any = { role: '', codec: '', channelCount: 0, spatialAudio: false }
  const preferredAudio = audio
    ? [
        { ...any, language: audio.language, label: audio.label ?? '' },
        { ...any, language: audio.language, label: '' },
      ]
    : []
  player.configure({ preferredAudio })
}

/** Shows the subtitles that the service chose, or none. */
export function showChosenText(player: ShakaPlayer, { tracks }: PlaySession): void {
  const { text } = tracks
  const wanted =
    text &&
    player
      .getTextTracks()
      .find((track) => track.language === text.language && track.forced === text.forced)
  player.selectTextTrack(wanted ?? null)
}

/** Has the service remember what the viewer chose, for this profile and film or show. */
export class TrackMemory {
  constructor(
    private profileId: string,
    private titleId: string
  ) {}

  choseAudio({ language, label }: AudioTrack): void {
    this.#keep({ audio: { language, label: label?.slice(0, 64) || null } })
  }

  /** Null: subtitles were turned off. */
  choseText(track: TextTrack | null): void {
    this.#keep({ text: track && { language: track.language, forced: track.forced } })
  }

  #keep(chosen: object) {
    const path = `/v1/profiles/${this.profileId}/tracks/${this.titleId}`
    // It plays as chosen all the same.
    api(path, { method: 'PATCH', body: chosen, keepalive: true }).catch(() => undefined)
  }
}
