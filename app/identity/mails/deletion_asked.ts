import { appUrl } from '#config/app'
import { Mail, type MailContent } from '#core/mail/index'

/** Says that an account will be erased, and how to keep it. */
export class DeletionAsked extends Mail {
  constructor(
    to: string,
    readonly eraseAt: Date
  ) {
    super(to)
  }

  content(): MailContent {
    const day = this.eraseAt.toISOString().slice(0, 10)
    return {
      subject: 'Your FlixFlow account will be deleted',
      heading: `Your account will be deleted on ${day}`,
      paragraphs: [
        'You asked us to delete your account. All of your devices have been logged out.',
        'On that day everything that we keep of you is erased: profiles, history, lists and settings. It cannot be brought back.',
        'If you change your mind, log in before then, and nothing is deleted.',
      ],
      action: { label: 'Keep my account', url: `${appUrl}/login` },
      note: 'If you did not ask for this, log in now and change your password.',
    }
  }
}
