import { Mail } from '#core/mail/index'
import type { IssuedMailedCode } from '../mailed_code.js'
import { CODE_LASTS, mailedLink } from './mailed_link.js'

/** Brings the code and link that make an address the account's. */
export class ConfirmEmailMail extends Mail {
  constructor(
    to: string,
    readonly issued: IssuedMailedCode
  ) {
    super(to)
  }

  content() {
    const { id, code, token } = this.issued
    return {
      subject: 'Confirm your e-mail for FlixFlow',
      heading: 'Is this your address?',
      paragraphs: [`Write this code on your account page. It works for ${CODE_LASTS}.`],
      code,
      action: { label: 'Or confirm here', url: mailedLink('/confirm-email', { id, token }) },
      note: 'If you do not know what this is about, you need not do anything.',
    }
  }
}

/** Tells the old address that the account has moved to another one. */
export class EmailChangedMail extends Mail {
  content() {
    return {
      subject: 'Your FlixFlow e-mail was changed',
      heading: 'Your e-mail was changed',
      paragraphs: [
        'Your FlixFlow account has another e-mail address from now on, confirmed by a code that was sent there.',
        'If that was not you, write to our support from this address: it is the last one before the change.',
      ],
      note: 'If you changed it, you need not do anything, and this address gets no more mail from us.',
    }
  }
}
