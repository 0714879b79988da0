import type { Job, Queue } from 'bull'
import type { AccountId, TitleId } from '#core/ids'
import { deliverMail, MailNotTaken } from '#core/mail/deliver_mail'
import { defineQueue } from '#core/queue'
import { ReminderMail } from '../mails/reminder_mail.js'
import { FindReminderMail } from '../queries/find_reminder_mail.js'

export interface ReminderPayload {
  titleId: TitleId
  accountId: AccountId
}

/** Some two and a half hours, as for every mail. */
const ATTEMPTS = 10
const BACKOFF_MS = 15_000

let queue: Queue<ReminderPayload> | null = null

/** The queue of mails that say that a title is out, opened at its first use. */
export function reminderQueue(): Queue<ReminderPayload> {
  queue ??= defineQueue<ReminderPayload>('reminders', { attempts: ATTEMPTS, backoffMs: BACKOFF_MS })
  return queue
}

/** Queues the one mail of an account and a title: the queue ignores a name that it knows. */
export async function mailReminder({ titleId, accountId }: ReminderPayload): Promise<void> {
  await reminderQueue().add({ titleId, accountId }, { jobId: `${titleId}-${accountId}` })
}

/**
 * Sends one of them, if account and title are still there. The queue holds ids only: the address is
 * read when the mail goes out.
 * @throws MailNotTaken
 */
export async function processReminder(job: Job<ReminderPayload>): Promise<void> {
  const found = await new FindReminderMail().handle(job.data)
  if (!found) return
  const mail = new ReminderMail(found)
  try {
    await deliverMail({ id: String(job.id), to: mail.to, content: mail.content() })
  } catch (error) {
    if (error instanceof MailNotTaken && error.final) await job.discard()
    throw error
  }
}
