import { Mail } from '#core/mail/index'
import type { IssuedMailedCode } from '../mailed_code.js'
import { CODE_LASTS, mailedLink } from './mailed_link.js'

/** Brings the link by which a new password is chosen. */
export class ResetPasswordMail extends Mail {
  constructor(
    to: string,
    readonly issued: IssuedMailedCode
  ) {
    super(to)
  }

  content() {
    const { id, token } = this.issued
    return {
      subject: 'Choose a new FlixFlow password',
      heading: 'Choose a new password',
      paragraphs: [
        `Somebody, hopefully you, asked for this. The link works once, for ${CODE_LASTS}.`,
      ],
      action: { label: 'Choose a new password', url: mailedLink('/reset', { id, token }) },
      note: 'If it was not you, you need not do anything: your password stays as it is.',
    }
  }
}

/** Says that the address has no account, to who reads its mails and to nobody else. */
export class NoAccountMail extends Mail {
  content() {
    return {
      subject: 'No FlixFlow account at this address',
      heading: 'There is no account here',
      paragraphs: [
        'Somebody asked for a new password for this e-mail address, but it has no FlixFlow account.',
        'If that was you, you may have registered with another address.',
      ],
      action: { label: 'Create an account', url: mailedLink('/login?register') },
      note: 'If it was not you, you need not do anything.',
    }
  }
}

/** Tells the owner that the password is another one now. */
export class PasswordChangedMail extends Mail {
  content() {
    return {
      subject: 'Your FlixFlow password was changed',
      heading: 'Your password was changed',
      paragraphs: ['From now on you log in with the new one.'],
      action: { label: 'It was not me', url: mailedLink('/forgot') },
      note: 'If you changed it, you need not do anything.',
    }
  }
}
