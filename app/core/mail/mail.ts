/** What a mail says. Every field is plain text; the template makes both its text and its HTML. */
export interface MailContent {
  subject: string
  heading: string
  /** What happened and what to do, in sentences. */
  paragraphs: readonly string[]
  /** A code to type in, shown large. */
  code?: string
  /** The one thing to press. */
  action?: { label: string; url: string }
  /** Facts as name and value, for example the time of a log-in. */
  facts?: readonly (readonly [name: string, value: string])[]
  /** What to do when this was not asked for. */
  note?: string
}

/** A mail to one person. Each kind of mail is a class of the module that sends it. */
export abstract class Mail {
  /** @param to e-mail address, checked by a validator */
  constructor(readonly to: string) {}

  abstract content(): MailContent
}
