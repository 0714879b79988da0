import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import drive from '@adonisjs/drive/services/main'
import {
  AttachArtwork,
  CreateCollection,
  CreateTitle,
  EDITORS_VIEW,
  FindPlayable,
  GenerateCatalogue,
  PublishCollection,
  ScheduleTitle,
} from '#catalog'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { tool } from '#core/tools'
import { COLLECTION, COMING, COMING_IN_DAYS, INVENTED_TITLES, TRAILER } from './catalogue.js'
import type { DemoRecord } from './demo_record.js'
import { FILM_MEDIA } from './film_media.js'

const run = promisify(execFile)
const DAY_MS = 24 * 3_600_000

/** Cuts the film's trailer, without encoding it again. @returns the file */
export async function cutTrailer(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const out = join(folder, 'trailer.mp4')
  const { fromSeconds, seconds } = TRAILER
  const part = ['-ss', String(fromSeconds), '-t', String(seconds)]
  const input = ['-protocol_whitelist', 'file', ...part, '-i', FILM_MEDIA.video]
  await run(await tool('ffmpeg'), ['-v', 'error', '-y', ...input, '-c', 'copy', out])
  return out
}

/** Begins the film's trailer as a draft. */
export async function addTrailer(filmId: TitleId): Promise<TitleId> {
  const { name, extraKind } = TRAILER
  return (await new CreateTitle().handle({ kind: 'extra', parentId: filmId, name, extraKind })).id
}

/**
 * What stands around the film and the show: a collection, a coming title, and invented ones. Each
 * is begun once, however often the demo starts.
 */
export async function fillSurroundings(
  record: DemoRecord,
  filmId: TitleId,
  showId: TitleId
): Promise<void> {
  const { contents } = record
  if (!contents.collectionId) {
    const collection = { ...COLLECTION, titleIds: [filmId, showId] }
    const { id: collectionId } = await new CreateCollection().handle(collection)
    await record.save({ collectionId })
    await new PublishCollection().handle({ collectionId })
  }
  if (!contents.comingId) {
    const { id: comingId } = await new CreateTitle().handle({ kind: 'film', ...COMING })
    await record.save({ comingId })
    await completeComing(comingId, showId)
  }
  if (!contents.invented) {
    const invention = { titles: INVENTED_TITLES, seed: 42, replace: true, assetOf: showId }
    await new GenerateCatalogue().handle(invention)
    await record.save({ invented: true })
  }
}

/** Gives the coming title a picture, the last frame of the show that it grew out of, and its day. */
async function completeComing(titleId: TitleId, showId: TitleId): Promise<void> {
  const { country } = EDITORS_VIEW
  const { basePath, posters } = (await new FindPlayable().handle({ titleId: showId, country }))!
    .stream!
  const image = Buffer.from(await drive.use().getBytes(`${basePath}/${posters.at(-1)}`))
  for (const kind of ['poster', 'backdrop'] as const) {
    await new AttachArtwork().handle({ titleId, kind, image })
  }
  const publishAt = new Date(clock.now() + COMING_IN_DAYS * DAY_MS).toISOString()
  await new ScheduleTitle().handle({ titleId, publishAt, unpublishAt: null })
}
