import { sendMail } from '#core/mail/index'
import { issueMailedCode, type IssuedMailedCode } from '../mailed_code.js'
import { AccountExistsMail, ConfirmRegistrationMail } from '../mails/registration_mails.js'
import { hashPassword } from '../password.js'
import { refuseWeakPassword } from '../password_rules.js'

export interface Registration {
  email: string
  password: string
  /** Name of the first profile. */
  displayName?: string
}

/**
 * Begins a registration: a mail brings the code that completes it. Whether the e-mail has an account
 * is known to who reads its mails only: the answer and the work behind it are the same.
 * @throws E_PASSWORD_REFUSED
 */
export class RequestRegistration {
  async handle(input: Registration): Promise<Pick<IssuedMailedCode, 'id' | 'expiresAt'>> {
    const { email, displayName } = input
    refuseWeakPassword(input.password, { email, name: displayName })
    const passwordHash = await hashPassword(input.password)
    const issued = await issueMailedCode({ purpose: 'register', email, passwordHash, displayName })
    sendMail(
      issued.accountId ? new AccountExistsMail(email) : new ConfirmRegistrationMail(email, issued)
    )
    return { id: issued.id, expiresAt: issued.expiresAt }
  }
}
