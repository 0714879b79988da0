import app from '@adonisjs/core/services/app'
import { dataDir } from '#config/app'
import { personalData } from '#core/personal_data'
import { CapturedMails } from './captured_mail.js'

/** Only the captured driver keeps mails; what an SMTP server was given is not ours any more. */
function capturedMails(): CapturedMails {
  return new CapturedMails(app.makePath(dataDir, 'mail'))
}

const MOST_EXPORTED = 1_000

personalData.register({
  section: 'mails',

  async exportOf({ email }) {
    const kept = await capturedMails().list({ to: email, before: null, limit: MOST_EXPORTED })
    return { kept: kept.map(({ subject, text, capturedAt }) => ({ subject, text, capturedAt })) }
  },

  async eraseAccount({ email }) {
    await capturedMails().dropTo(email)
  },

  async eraseProfile() {},
})
