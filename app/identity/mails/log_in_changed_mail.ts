import { Mail } from '#core/mail/index'
import { mailedLink } from './mailed_link.js'

const CHANGES = {
  'passkey-added': 'A passkey was added',
  'two-factor-on': 'Two-factor log-in was turned on',
  'two-factor-off': 'Two-factor log-in was turned off',
  'recovery-codes-renewed': 'New recovery codes were made',
  'google-linked': 'Google was linked',
  'apple-linked': 'Apple was linked',
} as const

export type LogInChange = keyof typeof CHANGES

/** Tells the owner that the account can be logged in to in another way than before. */
export class LogInChangedMail extends Mail {
  constructor(
    to: string,
    readonly change: LogInChange
  ) {
    super(to)
  }

  content() {
    const heading = CHANGES[this.change]
    return {
      subject: `${heading} · FlixFlow`,
      heading,
      paragraphs: ['This is how your FlixFlow account can be logged in to from now on.'],
      action: { label: 'Look at it', url: mailedLink('/account#security') },
      note: 'If it was not you, choose a new password at once, and undo it there.',
    }
  }
}
