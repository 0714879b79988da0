import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import identityConfig from '#config/identity'
import tokensConfig from '#config/tokens'
import { clock } from '#core/clock'
import { newId, type AccountId, type Id } from '#core/ids'

export type MailedCodeId = Id<'mailed-code'>
export type MailedCodePurpose = 'register' | 'reset-password' | 'change-email'

/** What waits until somebody shows that they read the mails of an address. */
export interface MailedCode {
  id: MailedCodeId
  accountId: AccountId | null
  email: string
  passwordHash: string | null
  displayName: string | null
}

/** What somebody shows: the code that they read, or what the link carries. */
export type MailedSecret = { code: string; token?: undefined } | { token: string; code?: undefined }

export interface NewMailedCode {
  purpose: MailedCodePurpose
  email: string
  /** Whose it is; left out, it is the account that the e-mail has, if it has one. */
  accountId?: AccountId
  passwordHash?: string
  displayName?: string
}

export interface IssuedMailedCode {
  id: MailedCodeId
  /** The account that the code is about, when there is one. */
  accountId: AccountId | null
  /** Six digits, to be typed. */
  code: string
  /** 32 random bytes, for the link. */
  token: string
  expiresAt: Date
}

const key = createHmac('sha256', tokensConfig.secret.release()).update('mailed-code').digest()

/**
 * What the database keeps of a code. Six digits are no match for a plain hash, so it is an HMAC by
 * a key that is not in the database, and of one row only.
 */
function codeHash(id: MailedCodeId, code: string): Buffer {
  return createHmac('sha256', key).update(`${id} ${code}`).digest()
}

function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Expired codes go a hundred at a time with each new one, so that none stays for long. */
const ISSUE = `
  with expired as (
    delete from identity.mailed_codes where id in (
      select id from identity.mailed_codes where expires_at < :now
       order by expires_at limit 100 for update skip locked)
  )
  insert into identity.mailed_codes
    (id, purpose, account_id, email, code_hash, link_hash, password_hash, display_name,
     created_at, expires_at)
  values (:id, :purpose,
    coalesce(:accountId::uuid, (select id from identity.accounts where lower(email) = lower(:email))),
    :email, :codeHash, :linkHash, :passwordHash, :displayName, :now, :expiresAt)
  returning account_id as "accountId"`

/** Makes a code and a link. It takes one query and the same work whether the e-mail has an account. */
export async function issueMailedCode(wanted: NewMailedCode): Promise<IssuedMailedCode> {
  const id = newId<MailedCodeId>()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(clock.now() + identityConfig.mailedCodeSeconds * 1000)
  const issued: { rows: [{ accountId: AccountId | null }] } = await db.rawQuery(ISSUE, {
    id,
    purpose: wanted.purpose,
    accountId: wanted.accountId ?? null,
    email: wanted.email,
    codeHash: codeHash(id, code),
    linkHash: tokenHash(token),
    passwordHash: wanted.passwordHash ?? null,
    displayName: wanted.displayName ?? null,
    now: clock.date(),
    expiresAt,
  } as never)
  return { id, accountId: issued.rows[0].accountId, code, token, expiresAt }
}

/** One statement, whose row lock makes guesses that come at once count one after the other. */
const CHECK = `
  update identity.mailed_codes
     set wrong_guesses = wrong_guesses + case when code_hash = :codeHash or link_hash = :linkHash
                                              then 0 else 1 end
   where id = :id and purpose = :purpose and expires_at > :now and wrong_guesses < :most
   returning code_hash = :codeHash or link_hash = :linkHash as "isRight", id,
     account_id as "accountId", email, password_hash as "passwordHash",
     display_name as "displayName"`

/**
 * What a code or link stands for, or null when it is wrong, of another purpose, spent, expired, or
 * guessed at too often. A wrong one counts. A right one is not spent yet: see `spendMailedCode`.
 */
export async function checkMailedCode(
  id: string,
  purpose: MailedCodePurpose,
  { code, token }: MailedSecret
): Promise<MailedCode | null> {
  const answer: { rows: (MailedCode & { isRight: boolean })[] } = await db.rawQuery(CHECK, {
    id,
    purpose,
    codeHash: code === undefined ? Buffer.alloc(0) : codeHash(id as MailedCodeId, code),
    linkHash: token === undefined ? Buffer.alloc(0) : tokenHash(token),
    now: clock.date(),
    most: identityConfig.guessesAtMailedCode,
  } as never)
  const [row] = answer.rows
  if (!row?.isRight) return null
  const { accountId, email, passwordHash, displayName } = row
  return { id: row.id, accountId, email, passwordHash, displayName }
}

/** Spends a code in a transaction of the caller: true for the first who does, false for every other. */
export async function spendMailedCode(
  trx: TransactionClientContract,
  { id }: MailedCode
): Promise<boolean> {
  const spent: { rows: unknown[] } = await trx.rawQuery(
    'delete from identity.mailed_codes where id = ? and expires_at > ? returning id',
    [id, clock.date()]
  )
  return spent.rows.length > 0
}

/**
 * Ends every code that is about an account or an address, in a transaction of the caller. One that
 * another transaction is just spending is left to it: waiting for each other would be a deadlock.
 */
export async function dropMailedCodes(
  trx: TransactionClientContract,
  { accountId, email }: { accountId: AccountId; email: string }
): Promise<void> {
  await trx.rawQuery(
    `delete from identity.mailed_codes where id in (
       select id from identity.mailed_codes
        where account_id = ? or lower(email) = lower(?) for update skip locked)`,
    [accountId, email]
  )
}
