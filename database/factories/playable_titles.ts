import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import db from '@adonisjs/lucid/services/db'
import ingest from '#config/ingest'
import playback from '#config/playback'
import { CreateEpisode, CreateSeason, CreateTitle, PublishTitle, type SkipMarker } from '#catalog'
import { newId, type AssetId, type EpisodeId, type TitleId } from '#core/ids'
import { AssetPublished, type StreamDescription, type StreamOwner } from '#ingest'

const SEGMENT_BYTES = 3000

export interface FakeAsset {
  assetId: AssetId
  stream: StreamDescription
  /** Content keys by key id, 32 hexadecimal digits each. */
  keys: Map<string, Buffer>
}

function track(folder: string, segmentCount: number) {
  return {
    initPath: `${folder}/init.mp4`,
    segmentTemplate: `${folder}/$Number$.m4s`,
    segmentSeconds: 2,
    firstSegmentNumber: 1,
    segmentCount,
  }
}

/** Languages of a stream's tracks, the default first. */
export interface TrackLanguages {
  audio?: string[]
  text?: string[]
}

function describe(durationSeconds: number, languages: TrackLanguages): StreamDescription {
  const contentHash = randomBytes(32).toString('hex')
  const segments = Math.ceil(durationSeconds / 2)
  const rung = (height: number, bandwidth: number, keyTier: 'sd' | 'hd') => ({
    ...track(`video/${height}p`, segments),
    ...{ height, width: Math.round((height * 16) / 9), bandwidth, keyTier },
    ...{ codec: 'avc1.4d401e', frameRate: 30 },
  })
  return {
    contentHash,
    basePath: `assets/${contentHash}`,
    dash: 'manifest.mpd',
    hls: 'master.m3u8',
    durationSeconds,
    frameRate: 30,
    video: { maxHeight: 720, rungs: [rung(240, 300_000, 'sd'), rung(720, 2_000_000, 'hd')] },
    audio: (languages.audio ?? ['en']).map((language, index) => ({
      ...track(index === 0 ? 'audio/stereo' : `audio/stereo_${language}`, segments),
      ...{ language, label: language === 'en' ? 'English' : language },
      ...{ channels: 2, bandwidth: 128_000, codec: 'mp4a.40.2' },
    })),
    text: (languages.text ?? []).map((language) => ({
      ...{ language, label: language, forced: false, path: `text/${language}.m3u8` },
    })),
    keyIds: {
      audio: randomBytes(16).toString('hex'),
      sd: randomBytes(16).toString('hex'),
      hd: randomBytes(16).toString('hex'),
    },
    thumbnails: {
      ...{ vtt: 'thumbnails.vtt', sheets: [], columns: 5, rows: 5 },
      ...{ width: 160, height: 90, intervalSeconds: 2 },
    },
    posters: ['poster.jpg'],
  }
}

/** The bytes of a file of a fake asset: as many as a short segment, the same for each path. */
export function bytesOf(path: string): Buffer {
  return Buffer.alloc(SEGMENT_BYTES, path)
}

/** The frame from which the catalogue makes a title's artwork. */
const frame = sharp({ create: { width: 1280, height: 720, channels: 3, background: '#203040' } })
  .jpeg()
  .toBuffer()

async function writeFiles(stream: StreamDescription): Promise<void> {
  const tracks = [...stream.video.rungs, ...stream.audio]
  const files = tracks.flatMap((of) => [
    of.initPath,
    ...[1, 2, 3].map((number) => of.segmentTemplate.replace('$Number$', String(number))),
  ])
  for (const file of [...files, stream.dash, stream.hls, 'thumbnails.vtt']) {
    const path = join(playback.storageRoot, stream.basePath, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytesOf(file))
  }
  await writeFile(join(playback.storageRoot, stream.basePath, 'poster.jpg'), await frame)
}

/** Keys as ingest keeps them: AES-256-GCM under the master key, bound to the asset and the key id. */
async function keepKeys(assetId: AssetId, stream: StreamDescription) {
  await db.table('ingest.assets').insert({
    id: assetId,
    source_sha256: randomBytes(32),
    source_bytes: 1,
    state: 'processing',
  })
  const keys = new Map<string, Buffer>()
  for (const [tier, keyIdHex] of Object.entries(stream.keyIds)) {
    const keyId = Buffer.from(keyIdHex as string, 'hex')
    const key = randomBytes(16)
    const nonce = randomBytes(12)
    const master = Buffer.from(ingest.masterKey.release(), 'base64')
    const cipher = createCipheriv('aes-256-gcm', master, nonce)
    cipher.setAAD(Buffer.concat([Buffer.from(assetId.replaceAll('-', ''), 'hex'), keyId]))
    const body = Buffer.concat([cipher.update(key), cipher.final()])
    const sealed = Buffer.concat([nonce, body, cipher.getAuthTag()])
    await db.table('ingest.content_keys').insert({ key_id: keyId, asset_id: assetId, tier, sealed })
    keys.set(keyIdHex as string, key)
  }
  return keys
}

/** Makes an asset with files and keys, and tells the catalogue of it as ingest does. */
export async function publishAsset(
  owner: StreamOwner,
  durationSeconds = 600,
  languages: TrackLanguages = {}
): Promise<FakeAsset> {
  const assetId = newId<AssetId>()
  const stream = describe(durationSeconds, languages)
  await writeFiles(stream)
  const keys = await keepKeys(assetId, stream)
  await AssetPublished.dispatch(assetId, owner, stream)
  return { assetId, stream, keys }
}

const COMPLETE = {
  synopsis: 'A rabbit has had enough.',
  releaseYear: 2008,
  genres: ['Animation'],
}

export interface FilmOptions extends TrackLanguages {
  name?: string
  maturity?: number
  durationSeconds?: number
  skipMarkers?: SkipMarker[]
  published?: boolean
  genres?: string[]
}

/** A film that can be played. */
export async function playableFilm(options: FilmOptions = {}): Promise<{
  titleId: TitleId
  asset: FakeAsset
}> {
  const { name = 'Big Buck Bunny', maturity = 6, skipMarkers = [] } = options
  const film = await new CreateTitle().handle({
    ...{ ...COMPLETE, genres: options.genres ?? COMPLETE.genres },
    ...{ kind: 'film', name, maturity, skipMarkers },
  })
  const asset = await publishAsset({ titleId: film.id }, options.durationSeconds, options)
  if (options.published !== false) await new PublishTitle().handle({ titleId: film.id })
  return { titleId: film.id, asset }
}

/** A show with one season of playable episodes. */
export async function playableShow(
  episodes: number,
  languages: TrackLanguages = {}
): Promise<{
  titleId: TitleId
  episodeIds: EpisodeId[]
}> {
  const show = await new CreateTitle().handle({
    ...COMPLETE,
    ...{ kind: 'show', name: 'Generative', maturity: 6 },
  })
  const season = await new CreateSeason().handle({ titleId: show.id, number: 1 })
  const episodeIds: EpisodeId[] = []
  for (let number = 1; number <= episodes; number++) {
    const name = `Episode ${number}`
    const episode = await new CreateEpisode().handle({ seasonId: season.id, number, name })
    await publishAsset({ episodeId: episode.id }, undefined, languages)
    episodeIds.push(episode.id)
  }
  await new PublishTitle().handle({ titleId: show.id })
  return { titleId: show.id, episodeIds }
}
