import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MailResponse } from '@adonisjs/mail'
import type { MailTransportContract, NodeMailerMessage, Recipient } from '@adonisjs/mail/types'
import { clock } from '#core/clock'
import { newId, type Id } from '#core/ids'

export type MailId = Id<'mail'>

/** A mail that was kept instead of sent. */
export interface CapturedMail {
  id: MailId
  to: string
  from: string
  subject: string
  text: string
  html: string
  /** ISO 8601, UTC. */
  capturedAt: string
}

/** Names a recipient in a file's name without its address. */
function recipientMark(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 16)
}

function addressOf(recipient: Recipient | undefined): string {
  return typeof recipient === 'string' ? recipient : (recipient?.address ?? '')
}

/** Mails in a folder, one JSON file each, named by its id and a mark of its recipient. */
export class CapturedMails {
  constructor(readonly folder: string) {}

  /** Keeps a mail for the eyes of this machine's user only. */
  async keep(mail: CapturedMail): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const path = join(this.folder, `${mail.id}.${recipientMark(mail.to)}.json`)
    // A reader must never meet half a mail.
    await writeFile(`${path}.part`, JSON.stringify(mail), { mode: 0o600 })
    await rename(`${path}.part`, path)
  }

  /** Drops all but the newest `most`. */
  async drop(most: number): Promise<void> {
    const old = (await this.#files()).slice(most)
    await Promise.all(old.map((file) => rm(join(this.folder, file), { force: true })))
  }

  /** Drops all mails to one address. */
  async dropTo(address: string): Promise<void> {
    const ending = `.${recipientMark(address)}.json`
    const files = (await this.#files()).filter((file) => file.endsWith(ending))
    await Promise.all(files.map((file) => rm(join(this.folder, file), { force: true })))
  }

  /** Up to `limit` mails older than the mail `before`, newest first; `to` names a recipient. */
  async list(wanted: {
    to: string | null
    before: string | null
    limit: number
  }): Promise<CapturedMail[]> {
    const { to, before, limit } = wanted
    const ending = to === null ? '.json' : `.${recipientMark(to)}.json`
    const files = (await this.#files()).filter(
      (file) => file.endsWith(ending) && (before === null || file < before)
    )
    return this.#read(files.slice(0, limit))
  }

  /** Newest first: the ids are ordered by time. */
  async #files(): Promise<string[]> {
    const files = await readdir(this.folder).catch(() => [])
    return files.filter((file) => file.endsWith('.json')).sort((a, b) => (a < b ? 1 : -1))
  }

  async #read(files: string[]): Promise<CapturedMail[]> {
    const texts = await Promise.all(
      // Another process may drop an old mail meanwhile.
      files.map((file) => readFile(join(this.folder, file), 'utf8').catch(() => null))
    )
    return texts.filter((text) => text !== null).map((text) => JSON.parse(text) as CapturedMail)
  }
}

/** The driver that keeps each mail on this machine, where the demo's page and the tests read it. */
export class CapturedTransport implements MailTransportContract {
  readonly #mails: CapturedMails

  constructor(
    folder: string,
    readonly mostKept: number
  ) {
    this.#mails = new CapturedMails(folder)
  }

  async send(message: NodeMailerMessage): Promise<MailResponse<CapturedMail>> {
    const mail: CapturedMail = {
      id: newId(),
      to: addressOf(message.to?.[0]),
      from: addressOf(message.from),
      subject: message.subject ?? '',
      text: String(message.text ?? ''),
      html: String(message.html ?? ''),
      capturedAt: clock.date().toISOString(),
    }
    await this.#mails.keep(mail)
    await this.#mails.drop(this.mostKept)
    return new MailResponse(mail.id, { from: mail.from, to: [mail.to] }, mail)
  }
}
