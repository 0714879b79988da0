import { Mail } from '#core/mail/index'
import type { IssuedMailedCode } from '../mailed_code.js'
import { CODE_LASTS, mailedLink } from './mailed_link.js'

/** Brings the code and link that complete a registration. */
export class ConfirmRegistrationMail extends Mail {
  constructor(
    to: string,
    readonly issued: IssuedMailedCode
  ) {
    super(to)
  }

  content() {
    const { id, code, token } = this.issued
    return {
      subject: 'Your FlixFlow code',
      heading: 'Almost there',
      paragraphs: [`Write this code where you registered. It works for ${CODE_LASTS}.`],
      code,
      action: {
        label: 'Or go on here',
        url: mailedLink('/register/confirm', { id, token }),
      },
      note: 'If you did not register, you need not do anything: without the code there is no account.',
    }
  }
}

/** Says that the address has an account already, to who reads its mails and to nobody else. */
export class AccountExistsMail extends Mail {
  content() {
    return {
      subject: 'You have a FlixFlow account already',
      heading: 'You are with us already',
      paragraphs: [
        'Somebody wanted to use this e-mail address for a FlixFlow account, and it has one.',
        'If that was you, log in. If you do not know your password, choose a new one on the way.',
      ],
      action: { label: 'Log in', url: mailedLink('/login') },
      note: `To choose a new password: ${mailedLink('/forgot')}. If it was not you, you need not do anything.`,
    }
  }
}
