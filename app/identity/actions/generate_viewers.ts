import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AccountId, DeviceId, ProfileId } from '#core/ids'
import { GENERATED_IDS, SeededRandom } from '#core/seeded_random'
import { E_VIEWERS_GENERATED } from '../errors.js'
import type { DeviceKind } from '../models/device.js'
import { NO_MATURITY_LIMIT } from '../models/profile.js'

/** Who watches, with all that a play says of them. */
export interface GeneratedViewer {
  accountId: AccountId
  profileId: ProfileId
  deviceId: DeviceId
  /** ISO 3166-1 alpha-2. */
  country: string
  /** Since when the profile is there, Unix ms. */
  createdAt: number
}

export interface GenerateViewersInput {
  profiles: number
  seed: number
  /** Accounts are opened between these moments, Unix ms. */
  from: number
  until: number
}

const ROWS_AT_ONCE = 2000
const NAMES = ['Me', 'Home', 'Living room', 'Weekend']
const LANGUAGES: Record<string, string> = { DE: 'de', FR: 'fr', ES: 'es', JP: 'ja' }
const COUNTRIES: readonly (readonly [number, string])[] = [
  [30, 'US'],
  [16, 'GB'],
  [16, 'DE'],
  [12, 'FR'],
  [10, 'ES'],
  [8, 'IT'],
  [8, 'JP'],
]
const DEVICES: readonly (readonly [number, { kind: DeviceKind; name: string }])[] = [
  [40, { kind: 'tv', name: 'TV' }],
  [30, { kind: 'phone', name: 'Phone' }],
  [20, { kind: 'web', name: 'Browser' }],
  [10, { kind: 'tablet', name: 'Tablet' }],
]
/** How many profiles an account has. */
const HOUSEHOLDS: readonly (readonly [number, number])[] = [
  [45, 1],
  [30, 2],
  [15, 3],
  [10, 4],
]

type Row = Record<string, unknown>

/**
 * Makes accounts with profiles and devices that nobody can log in to, for histories that are
 * generated: the same seed gives the same ones. Their ids lie among `GENERATED_IDS`.
 */
export class GenerateViewers {
  /** @throws E_VIEWERS_GENERATED when an earlier run's are there */
  async handle(input: GenerateViewersInput): Promise<GeneratedViewer[]> {
    if (await areGenerated()) throw new E_VIEWERS_GENERATED()
    const { accounts, profiles, devices, viewers } = invent(input)
    await db.transaction(async (trx) => {
      await write(trx, 'accounts', accounts)
      await write(trx, 'profiles', profiles)
      await write(trx, 'devices', devices)
    })
    return viewers
  }
}

/** Removes the generated accounts with their profiles and devices, and no others. */
export class DeleteGeneratedViewers {
  /** Answers how many accounts are gone. */
  async handle(): Promise<number> {
    const { first, last } = GENERATED_IDS
    const gone: unknown = await db
      .from('identity.accounts')
      .where('id', '>=', first)
      .where('id', '<', last)
      .delete()
    return Number(gone)
  }
}

async function areGenerated(): Promise<boolean> {
  const { first, last } = GENERATED_IDS
  const row: unknown = await db
    .from('identity.accounts')
    .where('id', '>=', first)
    .where('id', '<', last)
    .first()
  return Boolean(row)
}

function invent({ profiles: count, seed, from, until }: GenerateViewersInput) {
  const random = new SeededRandom(seed)
  const accounts: Row[] = []
  const profiles: Row[] = []
  const devices: Row[] = []
  const viewers: GeneratedViewer[] = []
  while (viewers.length < count) {
    const accountId = random.id()
    const country = random.weighted(COUNTRIES)
    const createdAt = Math.floor(from + (until - from) * random.next())
    const times = { created_at: new Date(createdAt), updated_at: new Date(createdAt) }
    accounts.push({
      ...{ id: accountId, email: `viewer-${accounts.length + 1}@generated.invalid`, country },
      ...{ email_verified_at: new Date(createdAt), ...times },
    })
    const device = random.weighted(DEVICES)
    const deviceId = random.id()
    devices.push({
      ...{ id: deviceId, account_id: accountId, ...device },
      ...{ created_at: new Date(createdAt), last_seen_at: new Date(until) },
    })
    const household = Math.min(random.weighted(HOUSEHOLDS), count - viewers.length)
    for (let place = 0; place < household; place++) {
      const profileId = random.id()
      profiles.push({
        ...{ id: profileId, account_id: accountId, name: NAMES[place] },
        ...{ language: LANGUAGES[country] ?? 'en', maturity_limit: NO_MATURITY_LIMIT, ...times },
      })
      const ids = { accountId, profileId, deviceId } as unknown as GeneratedViewer
      viewers.push({ ...ids, country, createdAt })
    }
  }
  return { accounts, profiles, devices, viewers }
}

async function write(
  trx: TransactionClientContract,
  table: 'accounts' | 'profiles' | 'devices',
  rows: Row[]
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ')
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await trx.rawQuery(
      `insert into identity.${table} (${columns})
       select ${columns} from json_populate_recordset(null::identity.${table}, ?::json)`,
      [JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))]
    )
  }
}
