import { languageName } from '../inspect/languages.js'
import type { AudioTrack, SourceProbe, TextTrack } from '../inspect/source_probe.js'
import { chooseFrameRate } from './frame_rate.js'
import type { AudioRendition, Ladder, TextRendition } from './ladder.js'
import { chooseVideoRungs } from './video_rungs.js'

const MAX_LANGUAGES = 8
/** The lower one is for a start on a slow line: 2 s of it are 16 KB. */
const STEREO_BITRATES = [64_000, 128_000]
const MONO_BITRATES = [48_000, 96_000]
const SURROUND_BITRATE = 320_000
const SURROUND_CHANNELS = 6

/** Decides what is made of a source. Pure: the same probe gives the same ladder. */
export function chooseLadder(probe: SourceProbe): Ladder {
  const frameRate = chooseFrameRate(probe.video)
  return {
    frameRate,
    deinterlace: probe.video.interlaced,
    video: chooseVideoRungs(probe.video, frameRate),
    audio: onePerLanguage(probe.audio).flatMap(audioRenditions),
    text: onePerLanguage(probe.text.map((track) => ({ ...track, default: !track.forced }))).map(
      textRendition
    ),
  }
}

/** The default track of each language, else its first: the rest are commentaries and copies. */
function onePerLanguage<Track extends { language: string; default: boolean }>(tracks: Track[]) {
  const byLanguage = new Map<string, Track>()
  for (const track of tracks) {
    const chosen = byLanguage.get(track.language)
    if (!chosen || (track.default && !chosen.default)) byLanguage.set(track.language, track)
  }
  return [...byLanguage.values()].slice(0, MAX_LANGUAGES)
}

function audioRenditions(track: AudioTrack): AudioRendition[] {
  const label = languageName(track.language) ?? 'Original'
  const common = { sourceIndex: track.index, language: track.language }
  const channels = track.channels === 1 ? 1 : 2
  const bitrates = channels === 1 ? MONO_BITRATES : STEREO_BITRATES
  const renditions: AudioRendition[] = bitrates.map((bitrate) => ({
    ...common,
    name: `${track.language}-${bitrate / 1000}k`,
    label,
    channels,
    bitrate,
  }))
  if (track.channels >= SURROUND_CHANNELS) {
    renditions.push({
      ...common,
      name: `${track.language}-surround`,
      label: `${label} 5.1`,
      channels: SURROUND_CHANNELS,
      bitrate: SURROUND_BITRATE,
    })
  }
  return renditions
}

function textRendition(track: TextTrack): TextRendition {
  return {
    name: track.language,
    sourceIndex: track.index,
    language: track.language,
    label: languageName(track.language) ?? track.title ?? 'Subtitles',
    forced: track.forced,
  }
}
