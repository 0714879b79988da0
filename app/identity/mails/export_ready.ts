import { appUrl } from '#config/app'
import { Mail, type MailContent } from '#core/mail/index'

/** Says that the file with all personal data can be downloaded. It holds none of them itself. */
export class ExportReady extends Mail {
  constructor(
    to: string,
    readonly keptUntil: Date
  ) {
    super(to)
  }

  content(): MailContent {
    const day = this.keptUntil.toISOString().slice(0, 10)
    return {
      subject: 'Your FlixFlow data are ready',
      heading: 'Your data are ready',
      paragraphs: [
        'The file with everything that we keep of you can be downloaded in your account, under Privacy.',
        `We keep it until ${day}. You will be asked for your password again before it is given.`,
      ],
      action: { label: 'Go to my account', url: `${appUrl}/account#privacy` },
      note: 'If you did not ask for this, change your password.',
    }
  }
}
