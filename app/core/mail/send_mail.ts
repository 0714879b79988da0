import { setTimeout as pause } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { newId } from '#core/ids'
import { deliverMail, MailNotTaken, type MailInTransit } from './deliver_mail.js'
import type { Mail } from './mail.js'
import { mailQueue, queueMail } from './mail_queue.js'

/** Redis that does not take a mail within this is treated as down. Milliseconds. */
const REDIS_PATIENCE_MS = 1_000
/** Pauses between the tries of a process that sends by itself. Milliseconds. */
const OWN_PAUSES_MS = [1_000, 5_000, 20_000]

const underWay = new Set<Promise<void>>()

/**
 * Sends a mail without being waited for: it goes to the queue, whose worker tries for hours, or,
 * while Redis is away, from this process. Never throws, and a caller never knows how it went.
 */
export function sendMail(mail: Mail): void {
  const sending = send({ id: newId(), to: mail.to, content: mail.content() }).catch((error) => {
    const reason = error instanceof MailNotTaken ? error.message : 'It could not be made'
    logger.error({ mail: mail.constructor.name, reason }, 'A mail was not sent')
  })
  underWay.add(sending)
  void sending.finally(() => underWay.delete(sending))
}

/** Waits until the mails of this process are sent or in the queue, `boundMs` at most. */
export async function mailsUnderWay(boundMs: number): Promise<void> {
  await Promise.race([Promise.all(underWay), pause(boundMs, null, { ref: false })])
}

async function send(mail: MailInTransit): Promise<void> {
  if (await isQueued(mail)) return
  for (const ms of OWN_PAUSES_MS) {
    try {
      return await deliverMail(mail)
    } catch (error) {
      if (error instanceof MailNotTaken && error.final) throw error
      await pause(ms, null, { ref: false })
    }
  }
  await deliverMail(mail)
}

async function isQueued(mail: MailInTransit): Promise<boolean> {
  // Bull would hold the mail in this process until Redis is back.
  const { status } = mailQueue().client
  if (status !== 'ready' && status !== 'connecting' && status !== 'connect') return false
  const added = queueMail(mail)
  const queued = added.then(
    () => true,
    () => false
  )
  const taken = await Promise.race([queued, pause(REDIS_PATIENCE_MS, null, { ref: false })])
  // Redis that comes back takes it after all, and it has gone out from here.
  if (!taken) added.then((job) => job.remove()).catch(() => {})
  return taken === true
}
