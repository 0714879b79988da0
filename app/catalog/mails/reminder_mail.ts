import { appUrl } from '#config/app'
import type { TitleId } from '#core/ids'
import { Mail, type MailContent } from '#core/mail/index'

/** Tells who asked for it that a title is out. */
export class ReminderMail extends Mail {
  readonly #titleId: TitleId
  readonly #name: string

  constructor(of: { email: string; titleId: TitleId; name: string }) {
    super(of.email)
    this.#titleId = of.titleId
    this.#name = of.name
  }

  content(): MailContent {
    return {
      subject: `${this.#name} is out now`,
      heading: `${this.#name} is here`,
      paragraphs: ['You asked to be told. It can be watched from now on.'],
      action: { label: 'Watch it', url: `${appUrl}/title/${this.#titleId}` },
      note: 'You get this mail once, as you pressed “Remind me” on FlixFlow.',
    }
  }
}
