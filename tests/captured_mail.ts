import { setTimeout as pause } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { dataDir } from '#config/app'
import { CapturedMails, type CapturedMail } from '#core/mail/captured_mail'
import { mailQueue, processMail } from '#core/mail/mail_queue'

const LOOK_AGAIN_MS = 10
const PATIENCE_MS = 15_000

let working = false

/** Works on the mails of this run, as the role `worker` does. */
function work(): void {
  if (working) return
  working = true
  mailQueue()
    .process(5, processMail)
    .catch(() => {})
}

/** The mails that reached an address, newest first. */
export async function mailsTo(address: string): Promise<CapturedMail[]> {
  work()
  return captured().list({ to: address, before: null, limit: 100 })
}

/** Waits for the `nth` mail to an address, from 1, that `about` is in the subject of. */
export async function mailTo(
  address: string,
  about = '',
  nth = 1,
  patienceMs = PATIENCE_MS
): Promise<CapturedMail> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    const mails = (await mailsTo(address)).filter(({ subject }) => subject.includes(about))
    const mail = mails.at(-nth)
    if (mail) return mail
    await pause(LOOK_AGAIN_MS)
  }
  const came = (await mailsTo(address)).map(({ subject }) => subject)
  throw new Error(`No mail number ${nth} about "${about}" came; what came: ${came.join(', ')}`)
}

/** The six digits in a mail. */
export function codeIn({ text }: CapturedMail): string {
  const code = /^\d{6}$/m.exec(text)?.[0]
  if (!code) throw new Error(`No code in:\n${text}`)
  return code
}

/** What a mail's link carries after its `#`, which no server ever sees. */
export function linkIn({ text }: CapturedMail): { path: string; secrets: Record<string, string> } {
  const url = /https?:\S+/.exec(text)?.[0]
  if (!url) throw new Error(`No link in:\n${text}`)
  const { pathname, hash } = new URL(url)
  return { path: pathname, secrets: Object.fromEntries(new URLSearchParams(hash.slice(1))) }
}

function captured(): CapturedMails {
  return new CapturedMails(app.makePath(dataDir, 'mail'))
}
