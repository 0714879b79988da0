import encryption from '@adonisjs/core/services/encryption'
import type { Job, Queue } from 'bull'
import { defineQueue } from '#core/queue'
import { deliverMail, MailNotTaken, type MailInTransit } from './deliver_mail.js'

/** Redis and its files hold a mail encrypted: it carries an address, and may carry a code. */
export interface SealedMail {
  sealed: string
}

const PURPOSE = 'mail in transit'

/** Some two and a half hours: a mail server that is down for an afternoon's repair loses nothing. */
const ATTEMPTS = 10
const BACKOFF_MS = 15_000
/** How long the queue keeps a mail that could not be sent. Seconds. */
const KEEP_FAILED_SECONDS = 24 * 3600

let queue: Queue<SealedMail> | null = null

/** The queue of mails that wait to be sent, opened at its first use. */
export function mailQueue(): Queue<SealedMail> {
  queue ??= defineQueue<SealedMail>('mail', { attempts: ATTEMPTS, backoffMs: BACKOFF_MS })
  return queue
}

/** Queues a mail. Nothing of it stays once it is sent. */
export function queueMail(mail: MailInTransit): Promise<Job<SealedMail>> {
  const sealed = encryption.encrypt(mail, { purpose: PURPOSE })
  return mailQueue().add(
    { sealed },
    { removeOnComplete: true, removeOnFail: { age: KEEP_FAILED_SECONDS } }
  )
}

/**
 * Sends a queued mail. One that the server refused for good is not tried again.
 * @throws MailNotTaken
 */
export async function processMail(job: Job<SealedMail>): Promise<void> {
  const mail = encryption.decrypt<MailInTransit>(job.data.sealed, PURPOSE)
  // Sealed with a key that is no longer there: no try can open it.
  if (!mail) return job.discard().then(() => Promise.reject(new Error('The mail cannot be opened')))
  try {
    await deliverMail(mail)
  } catch (error) {
    if (error instanceof MailNotTaken && error.final) await job.discard()
    throw error
  }
}
