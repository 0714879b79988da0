import mail from '@adonisjs/mail/services/main'
import type { Message } from '@adonisjs/mail'
import edge from 'edge.js'
import type { MailContent } from './mail.js'

/** A mail on its way: what the queue carries, sealed. */
export interface MailInTransit {
  /** Kept over all tries, so that a mailbox knows a second copy of the same mail. */
  id: string
  to: string
  content: MailContent
}

/**
 * A mail that the server did not take. Servers quote addresses in what they answer, so the error
 * says the code alone: it goes into the log and into the queue.
 */
export class MailNotTaken extends Error {
  /** No further try can help: the server refused for good (RFC 5321 section 4.2.1, 5yz). */
  readonly final: boolean

  constructor(cause: unknown) {
    const { code, responseCode } = (cause ?? {}) as { code?: unknown; responseCode?: unknown }
    const status = typeof responseCode === 'number' ? String(responseCode) : ''
    const name = typeof code === 'string' && /^[A-Z_]{2,30}$/.test(code) ? code : ''
    super(
      `The mail server did not take it (${[name, status].filter(Boolean).join(' ') || 'unknown'})`
    )
    this.name = 'MailNotTaken'
    this.final = status.startsWith('5')
  }
}

/**
 * Hands a mail to the driver that is configured, or to `mailer`.
 * @throws MailNotTaken
 */
export async function deliverMail(
  { id, to, content }: MailInTransit,
  mailer: { send(compose: (message: Message) => void): Promise<unknown> } = mail
): Promise<void> {
  const html = await edge.render('core::mail_message', { ...content })
  try {
    await mailer.send((message) => {
      message.to(to).subject(content.subject).text(textOf(content)).html(html)
      message.messageId(`<${id}@flixflow>`)
      // Keeps out-of-office answers away (RFC 3834 section 5).
      message.header('Auto-Submitted', 'auto-generated')
    })
  } catch (error) {
    throw new MailNotTaken(error)
  }
}

/** The same in plain text, for readers that show no HTML. */
export function textOf(content: MailContent): string {
  const { heading, paragraphs, code, action, facts = [], note } = content
  const parts = [
    heading,
    ...paragraphs,
    code,
    facts.map(([name, value]) => `${name}: ${value}`).join('\n'),
    action ? `${action.label}:\n${action.url}` : '',
    note,
    'FlixFlow',
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
