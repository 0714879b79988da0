import db from '@adonisjs/lucid/services/db'
import {
  DeleteGeneratedOpinions,
  KeepPastOpinions,
  ListWatchable,
  type PastOpinion,
} from '#catalog'
import { clock } from '#core/clock'
import { SeededRandom } from '#core/seeded_random'
import { DeleteGeneratedViewers, GenerateViewers, type GeneratedViewer } from '#identity'
import {
  DeleteGeneratedPlays,
  KeepPastPlays,
  RecountDays,
  RollUpPopularity,
  type PastPlay,
} from '#playback'
import { E_NOTHING_TO_WATCH } from '../errors.js'
import { Choices, WEEK_MS } from '../generating/choices.js'
import { plantTastes } from '../generating/tastes.js'
import { ViewingDiary, type DiaryContext } from '../generating/viewing_diary.js'

export interface GenerateHistoryInput {
  profiles: number
  /** Titles that a profile watches on average. */
  perProfile: number
  seed: number
  /** Removes what an earlier run generated; without it, an earlier one is not added to. */
  replace?: boolean
  /** Groups of viewers who share a taste. */
  groups?: number
  /** How far the histories go back. */
  weeks?: number
  /** Their end, Unix ms; by default the hour that has just begun. */
  until?: number
  /** Profiles of real accounts that get a history as well, of so many titles on average. */
  guests?: { viewers: readonly GeneratedViewer[]; perProfile: number }
  /** Hears what is being done, and which share of that is done (0 to 1). */
  onProgress?: (step: string, share: number) => void
}

export interface GeneratedHistory {
  accounts: number
  profiles: number
  titles: number
  plays: number
  opinions: number
  /** Titles per profile. */
  meanTitles: number
  until: string
}

const HOUR_MS = 3_600_000
const DEFAULT_GROUPS = 16
const DEFAULT_WEEKS = 26
/** Accounts of which some are older than the histories go back. */
const OLDER_WEEKS = 26
/** Plays that are written at once. */
const PLAYS_AT_ONCE = 12_000
const TABLES = ['playback.progress', 'playback.play_sessions', 'catalog.opinions']

/**
 * Invents viewers with planted tastes, and what they watched of the catalogue that is there,
 * recorded as their players would have recorded it. The same seed over the same catalogue gives the
 * same histories, up to the same hour. It all can be removed again.
 */
export class GenerateHistory {
  /**
   * @throws E_VIEWERS_GENERATED when an earlier run's viewers are there and are not to be replaced
   * @throws E_NOTHING_TO_WATCH when nothing is published
   */
  async handle(input: GenerateHistoryInput): Promise<GeneratedHistory> {
    const tell = input.onProgress ?? (() => undefined)
    const { seed, groups = DEFAULT_GROUPS, weeks = DEFAULT_WEEKS } = input
    const until = input.until ?? Math.floor(clock.now() / HOUR_MS) * HOUR_MS
    const from = until - weeks * WEEK_MS
    const titles = await new ListWatchable().handle()
    if (titles.length === 0) throw new E_NOTHING_TO_WATCH()

    if (input.replace) await new DeleteGeneratedHistory().handle()
    const opened = { from: from - OLDER_WEEKS * WEEK_MS, until: until - WEEK_MS }
    const viewers = await new GenerateViewers().handle({
      ...{ profiles: input.profiles, seed, ...opened },
    })
    tell('viewers', 1)

    const random = new SeededRandom(seed + 1)
    const tastes = plantTastes(titles, groups, random)
    const choices = new Choices(titles, tastes, { from, weeks }, random)
    const context = { titles, tastes, choices, span: { from, until } }
    const counted = await this.#write(context, input, viewers, random, (share) =>
      tell('histories', share)
    )
    tell('popularity', 0)
    for (const table of TABLES) await db.rawQuery(`vacuum analyze ${table}`)
    await new RecountDays().handle()
    await new RollUpPopularity().handle()
    tell('popularity', 1)
    return {
      accounts: new Set(viewers.map(({ accountId }) => accountId)).size,
      profiles: viewers.length,
      ...counted,
      until: new Date(until).toISOString(),
    }
  }

  /** Diaries are thought up while those before them are written. */
  async #write(
    context: DiaryContext,
    input: GenerateHistoryInput,
    viewers: readonly GeneratedViewer[],
    random: SeededRandom,
    tell: (share: number) => void
  ) {
    const { guests, perProfile } = input
    const all = [
      ...viewers.map((viewer) => ({ viewer, mean: perProfile })),
      ...(guests?.viewers ?? []).map((viewer) => ({ viewer, mean: guests!.perProfile })),
    ]
    const counted = { titles: context.titles.length, plays: 0, opinions: 0, meanTitles: 0 }
    let plays: PastPlay[] = []
    let opinions: PastOpinion[] = []
    let writing: Promise<unknown> = Promise.resolve()
    for (const [place, { viewer, mean }] of all.entries()) {
      const diary = new ViewingDiary(context, viewer, random).write(mean)
      plays.push(...diary.plays)
      opinions.push(...diary.opinions)
      counted.plays += diary.plays.length
      counted.opinions += diary.opinions.length
      counted.meanTitles += diary.titles / all.length
      if (plays.length < PLAYS_AT_ONCE && place < all.length - 1) continue
      await writing
      writing = keep(plays, opinions)
      // Awaited above or below; a failure meanwhile must not end the process.
      writing.catch(() => undefined)
      ;[plays, opinions] = [[], []]
      tell((place + 1) / all.length)
    }
    await writing
    return { ...counted, meanTitles: Math.round(counted.meanTitles * 10) / 10 }
  }
}

/** Removes the generated viewers and all that they watched. Accounts go last, so it may be repeated. */
export class DeleteGeneratedHistory {
  async handle(): Promise<void> {
    await new DeleteGeneratedOpinions().handle()
    await new DeleteGeneratedPlays().handle()
    await new DeleteGeneratedViewers().handle()
  }
}

async function keep(plays: PastPlay[], opinions: PastOpinion[]): Promise<void> {
  await Promise.all([
    new KeepPastPlays().handle({ plays }),
    new KeepPastOpinions().handle({ opinions }),
  ])
}
