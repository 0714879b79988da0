import { randomUUID } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { SignedToken } from '#core/signed_token'
import {
  CreateAccount,
  CreateProfile,
  issueAccessToken,
  OpenDevice,
  type AccessTokenGrant,
  type PrincipalProfile,
  type Role,
} from '#identity'

/** Of every account here. */
export const PASSWORD = 'correct horse battery'
const HOUR_MS = 3600 * 1000

/** An account with a grown-up's and a kids profile, and what it owns. */
export interface Household {
  /** As after logging in: the owner is known to be there. */
  accessToken: string
  /** As after a refresh: it may be anybody who found the device. */
  unconfirmedAccessToken: string
  /** A token as a device has it on which only the kids profile is known. */
  kidsAccessToken: string
  /** A token as a device has it that was handed to a child. */
  kidsDeviceAccessToken: string
  expiredAccessToken: string
  profileId: string
  kidsProfileId: string
  /** A profile of the account whose PIN was not given. */
  lockedProfileId: string
  deviceId: string
  passkeyId: string
  exportId: string
}

async function createAccount(roles: Role[]) {
  const action = await app.container.make(CreateAccount)
  return action.handle({ email: `${randomUUID()}@example.com`, password: PASSWORD, roles })
}

async function createKidsProfile(accountId: Parameters<CreateProfile['handle']>[0]['accountId']) {
  const action = await app.container.make(CreateProfile)
  return action.handle({ accountId, name: 'Byron', kids: true })
}

async function createLockedProfile(accountId: Parameters<CreateProfile['handle']>[0]['accountId']) {
  const action = await app.container.make(CreateProfile)
  return action.handle({ accountId, name: 'Private' })
}

export async function makeHousehold(roles: Role[] = []): Promise<Household> {
  const account = await createAccount(roles)
  const kids = await createKidsProfile(account.id)
  const openDevice = await app.container.make(OpenDevice)
  const { device } = await openDevice.handle({
    accountId: account.id,
    device: { name: 'Living room', kind: 'tv' },
  })
  const grownUp = account.profiles[0]!
  const kidsOnly: PrincipalProfile[] = [
    { id: kids.id, kids: true, maturity: kids.maturityLimit, language: 'en' },
  ]
  const locked = await createLockedProfile(account.id)
  const all: PrincipalProfile[] = [
    { id: grownUp.id, kids: false, maturity: grownUp.maturityLimit, language: 'en' },
    { id: locked.id, kids: false, maturity: 18, language: 'en', lockedFrom: 0 },
    ...kidsOnly,
  ]
  const token = (profiles: PrincipalProfile[], more: Partial<AccessTokenGrant> = {}) =>
    issueAccessToken({
      accountId: account.id,
      deviceId: device.id,
      roles: account.roles,
      profiles,
      confirmedUntil: Math.floor(Date.now() / 1000) + 3600,
      ...more,
    })
  const fresh = await token(all)
  const unconfirmed = await token(all, { confirmedUntil: 0 })
  const kidsToken = await token(kidsOnly)
  const kidsDevice = await token(kidsOnly, { kidsMode: true, confirmedUntil: 0 })
  clock.freeze(Date.now() - HOUR_MS)
  const expired = await token(all)
  clock.restore()

  return {
    accessToken: fresh.token,
    unconfirmedAccessToken: unconfirmed.token,
    kidsAccessToken: kidsToken.token,
    kidsDeviceAccessToken: kidsDevice.token,
    expiredAccessToken: expired.token,
    profileId: grownUp.id,
    kidsProfileId: kids.id,
    lockedProfileId: locked.id,
    deviceId: device.id,
    passkeyId: await addPasskey(account.id),
    exportId: await addExport(account.id),
  }
}

/** An export that could not be made, which needs no file. */
async function addExport(accountId: string): Promise<string> {
  const id = newId()
  await db.table('identity.exports').insert({
    ...{ id, account_id: accountId, state: 'failed' },
    ...{ created_at: new Date(), updated_at: new Date() },
  })
  return id
}

/** A passkey as its table has it: a real one would take a browser. */
async function addPasskey(accountId: string): Promise<string> {
  const id = newId()
  await db.table('identity.passkeys').insert({
    id,
    account_id: accountId,
    credential_id: id.replaceAll('-', ''),
    public_key: Buffer.from([]),
    sign_counter: 0,
    transports: [],
    backed_up: false,
    name: 'Key',
    created_at: new Date(),
  })
  return id
}

/** A token of a play session, or of its licence, that names no more than the session. */
export function playSessionToken(purpose: 'play-session' | 'licence', sessionId: string) {
  return new SignedToken<object>(purpose).sign({ sessionId, startedAt: Date.now(), keyIds: [] }, 60)
}
