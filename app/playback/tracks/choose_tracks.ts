import type { StreamDescription } from '#ingest'

export interface AudioChoice {
  /** BCP 47. */
  language: string
  /** Tells tracks of one language apart, as a commentary from the original. */
  label: string | null
}

export interface TextChoice {
  /** BCP 47. */
  language: string
  forced: boolean
}

/** What a profile chose for a film or show before; what is undefined it never chose. */
export interface RememberedTracks {
  audio?: AudioChoice
  /** Null: without subtitles. */
  text?: TextChoice | null
}

/** The sound and subtitles that a play begins with. Null: the stream has none, or they are off. */
export interface ChosenTracks {
  audio: AudioChoice | null
  text: TextChoice | null
}

const primary = (tag: string) => tag.split('-')[0]!.toLowerCase()

/** The first track in a language: of exactly this tag, else of the same language elsewhere. */
function inLanguage<Track extends { language: string }>(
  tracks: readonly Track[],
  language: string
): Track | undefined {
  const tag = language.toLowerCase()
  return (
    tracks.find((track) => track.language.toLowerCase() === tag) ??
    tracks.find((track) => primary(track.language) === primary(tag))
  )
}

function chooseAudio(
  tracks: StreamDescription['audio'],
  remembered: AudioChoice | undefined,
  language: string
): StreamDescription['audio'][number] | undefined {
  const again =
    remembered &&
    (tracks.find(
      (track) => track.language === remembered.language && track.label === remembered.label
    ) ??
      inLanguage(tracks, remembered.language))
  return again ?? inLanguage(tracks, language) ?? tracks[0]
}

function chooseText(
  tracks: StreamDescription['text'],
  remembered: TextChoice | null | undefined,
  language: string,
  spoken: string | undefined
): StreamDescription['text'][number] | undefined {
  if (remembered === null) return undefined
  const again =
    remembered &&
    inLanguage(
      tracks.filter(({ forced }) => forced === remembered.forced),
      remembered.language
    )
  if (again) return again
  const full = tracks.filter(({ forced }) => !forced)
  const isUnderstood = spoken === undefined || primary(spoken) === primary(language)
  return isUnderstood ? undefined : inLanguage(full, language)
}

/**
 * The tracks that a play begins with: those that the profile chose in this film or show, else
 * sound in the profile's language, else the stream's own with subtitles in the profile's language.
 * `stream` is what the device can play of it.
 */
export function chooseTracks(
  stream: Pick<StreamDescription, 'audio' | 'text'>,
  remembered: RememberedTracks,
  language: string
): ChosenTracks {
  const audio = chooseAudio(stream.audio, remembered.audio, language)
  const text = chooseText(stream.text, remembered.text, language, audio?.language)
  return {
    audio: audio ? { language: audio.language, label: audio.label } : null,
    text: text ? { language: text.language, forced: text.forced } : null,
  }
}
