/** A container that is accepted as a source. */
export type ContainerName = 'mp4' | 'matroska' | 'mpegts' | 'mpegps' | 'avi' | 'flv' | 'ogg'

interface Container {
  /** ffmpeg's demuxer, forced with `-f` so that nothing else can claim the file. */
  demuxer: string
  /** The demuxer's registered names, for `-format_whitelist`. */
  registered: string
  demuxerOptions: string[]
  extensions: string[]
  mimeTypes: string[]
}

export const CONTAINERS: Record<ContainerName, Container> = {
  mp4: {
    demuxer: 'mov',
    registered: 'mov,mp4,m4a,3gp,3g2,mj2',
    demuxerOptions: ['-enable_drefs', '0', '-use_absolute_path', '0'],
    extensions: ['mp4', 'm4v', 'mov', 'qt', '3gp', '3g2', 'f4v'],
    mimeTypes: ['video/mp4', 'video/quicktime', 'video/x-m4v', 'video/3gpp', 'video/3gpp2'],
  },
  matroska: {
    demuxer: 'matroska',
    registered: 'matroska,webm',
    demuxerOptions: [],
    extensions: ['mkv', 'webm', 'mk3d'],
    mimeTypes: ['video/x-matroska', 'video/matroska', 'video/webm'],
  },
  mpegts: {
    demuxer: 'mpegts',
    registered: 'mpegts',
    demuxerOptions: [],
    extensions: ['ts', 'm2ts', 'mts', 'm2t'],
    mimeTypes: ['video/mp2t', 'video/vnd.dlna.mpeg-tts'],
  },
  mpegps: {
    demuxer: 'mpeg',
    registered: 'mpeg',
    demuxerOptions: [],
    extensions: ['mpg', 'mpeg', 'vob', 'm2p'],
    mimeTypes: ['video/mpeg', 'video/mp2p'],
  },
  avi: {
    demuxer: 'avi',
    registered: 'avi',
    demuxerOptions: [],
    extensions: ['avi', 'divx'],
    mimeTypes: ['video/x-msvideo', 'video/avi', 'video/vnd.avi'],
  },
  flv: {
    demuxer: 'flv',
    registered: 'flv',
    demuxerOptions: [],
    extensions: ['flv'],
    mimeTypes: ['video/x-flv'],
  },
  ogg: {
    demuxer: 'ogg',
    registered: 'ogg',
    demuxerOptions: [],
    extensions: ['ogv', 'ogg', 'ogm'],
    mimeTypes: ['video/ogg', 'application/ogg'],
  },
}

/** Codecs that a film may arrive in; a smaller set of parsers is a smaller target. */
export const VIDEO_CODECS = [
  ...words('h264 hevc av1 vp8 vp9 mpeg1video mpeg2video mpeg4 msmpeg4v3 h263 vc1 flv1 theora'),
  ...words('prores dnxhd mjpeg ffv1 rawvideo'),
]

export const AUDIO_CODECS = [
  ...words('aac mp3 mp2 ac3 eac3 dts truehd opus vorbis flac alac nellymoser'),
  ...words('pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be pcm_f32le pcm_u8'),
  ...words('pcm_bluray pcm_dvd'),
]

/** Subtitles made of words; pictures of words (DVD, Blu-ray) cannot become WebVTT. */
export const TEXT_CODECS = ['mov_text', 'subrip', 'webvtt', 'ass', 'ssa', 'text']

/** Names under which ffmpeg's decoders of the codecs above are registered. */
export const DECODERS = [
  ...VIDEO_CODECS,
  ...AUDIO_CODECS,
  ...TEXT_CODECS,
  ...words('libdav1d libaom-av1 libvpx libvpx-vp9 mpegvideo flv msmpeg4'),
  ...words('mp3float mp2float libopus libvorbis dca srt'),
].join(',')

/** Input options under which every program of the pipeline opens a source, before `-i`. */
export function guardedInput(path: string, container: ContainerName): string[] {
  const { demuxer, registered, demuxerOptions } = CONTAINERS[container]
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', registered],
    ...['-codec_whitelist', DECODERS, '-f', demuxer, ...demuxerOptions],
    // The scheme keeps a name such as `concat:a|b` or `%03d` a plain name.
    ...['-i', `file:${path}`],
  ]
}

function words(text: string): string[] {
  return text.split(' ')
}
