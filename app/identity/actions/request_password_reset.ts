import { sendMail } from '#core/mail/index'
import { issueMailedCode } from '../mailed_code.js'
import { NoAccountMail, ResetPasswordMail } from '../mails/password_mails.js'

/**
 * Sends the link by which a new password is chosen, or says by mail that there is no account. The
 * answer and the work behind it are the same.
 */
export class RequestPasswordReset {
  async handle({ email }: { email: string }): Promise<{ expiresAt: Date }> {
    const issued = await issueMailedCode({ purpose: 'reset-password', email })
    sendMail(issued.accountId ? new ResetPasswordMail(email, issued) : new NoAccountMail(email))
    return { expiresAt: issued.expiresAt }
  }
}
