import drive from '@adonisjs/drive/services/main'
import sharp from 'sharp'
import { newId, type AccountId, type AssetId, type DeviceId, type ProfileId } from '#core/ids'
import { issueAccessToken } from '#identity'
import { AssetPublished, type StreamDescription, type StreamOwner } from '#ingest'
import { CreateTitle, type CreateTitleInput } from '../actions/create_title.js'
import { CreateEpisode } from '../actions/create_episode.js'
import { CreateSeason } from '../actions/create_season.js'
import { PublishTitle } from '../actions/publish_title.js'
import type Episode from '../models/episode.js'
import type Title from '../models/title.js'

/** A frame with a bright disc off the centre, so that a crop has something to find. */
export function picture(width: number, height: number, background = '#203040'): Promise<Buffer> {
  const radius = Math.round(height / 4)
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([
      {
        input: Buffer.from(
          `<svg width="${radius * 2}" height="${radius * 2}"><circle cx="${radius}" cy="${radius}"
           r="${radius}" fill="#f5b942"/></svg>`
        ),
        left: Math.round(width * 0.6),
        top: Math.round(height / 4),
      },
    ])
    .jpeg()
    .toBuffer()
}

/** A stream with one real poster frame in storage. */
export async function streamWithPoster(): Promise<StreamDescription> {
  const contentHash = newId().replaceAll('-', '')
  const basePath = `assets/${contentHash}`
  await drive.use().put(`${basePath}/poster.jpg`, await picture(640, 360))
  return {
    contentHash,
    basePath,
    dash: 'manifest.mpd',
    hls: 'master.m3u8',
    durationSeconds: 30.033,
    frameRate: 30,
    video: { maxHeight: 720, rungs: [] },
    audio: [],
    text: [],
    keyIds: { audio: '0'.repeat(32), sd: '1'.repeat(32) },
    thumbnails: null,
    posters: ['poster.jpg'],
  }
}

/** Tells the catalogue, as ingest does, that a video is ready. */
export async function publishAsset(
  owner: StreamOwner,
  stream?: StreamDescription
): Promise<{ assetId: AssetId; stream: StreamDescription }> {
  const asset = { assetId: newId<AssetId>(), stream: stream ?? (await streamWithPoster()) }
  await AssetPublished.dispatch(asset.assetId, owner, asset.stream)
  return asset
}

export const COMPLETE = {
  synopsis: 'A rabbit has had enough.',
  releaseYear: 2008,
  maturity: 6,
  genres: ['Animation', 'Comedy'],
}

/** A published film that can be played. */
export async function publishedFilm(changes: Partial<CreateTitleInput> = {}): Promise<Title> {
  const film = await new CreateTitle().handle({
    kind: 'film',
    name: 'Big Buck Bunny',
    ...COMPLETE,
    ...changes,
  })
  await publishAsset({ titleId: film.id })
  await new PublishTitle().handle({ titleId: film.id })
  return film
}

/** A published show; `seasons` holds the number of playable episodes of seasons 1, 2, … */
export async function publishedShow(
  seasons: number[],
  changes: Partial<CreateTitleInput> = {}
): Promise<{ show: Title; episodes: Episode[] }> {
  const show = await new CreateTitle().handle({
    kind: 'show',
    name: 'Generative',
    ...COMPLETE,
    ...changes,
  })
  const stream = await streamWithPoster()
  const episodes: Episode[] = []
  for (const [index, count] of seasons.entries()) {
    const season = await new CreateSeason().handle({ titleId: show.id, number: index + 1 })
    for (let number = 1; number <= count; number++) {
      const name = `Episode ${index + 1}.${number}`
      const episode = await new CreateEpisode().handle({ seasonId: season.id, number, name })
      await publishAsset({ episodeId: episode.id }, stream)
      episodes.push(episode)
    }
  }
  await new PublishTitle().handle({ titleId: show.id })
  return { show, episodes }
}

/** A logged-in account with a grown-up's profile and a kid's. */
export async function viewer(roles: string[] = ['viewer'], language = 'en', maturity = 18) {
  const profileId = newId<ProfileId>()
  const kidProfileId = newId<ProfileId>()
  const accountId = newId<AccountId>()
  const { token } = await issueAccessToken({
    accountId,
    deviceId: newId<DeviceId>(),
    roles,
    profiles: [
      { id: profileId, kids: false, maturity, language },
      { id: kidProfileId, kids: true, maturity: 7, language: 'en' },
    ],
  })
  return { accountId, profileId, kidProfileId, token }
}
