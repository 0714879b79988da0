import { DateTime } from 'luxon'
import { Mail } from '#core/mail/index'
import { mailedLink } from './mailed_link.js'

/** A log-in on a device that the account was not known on. */
export interface NewDeviceNotice {
  deviceName: string
  /** In words, when it is known. */
  place: string | null
  /** The network that it came from, without the part that says which of its devices. */
  network: string
  at: Date
  endToken: string
}

/** Tells the owner of a log-in on a new device, with a link that ends it. */
export class NewDeviceMail extends Mail {
  constructor(
    to: string,
    readonly notice: NewDeviceNotice
  ) {
    super(to)
  }

  content() {
    const { deviceName, place, network, at, endToken } = this.notice
    const time = DateTime.fromJSDate(at, { zone: 'utc' }).toFormat("d LLLL yyyy, HH:mm 'UTC'")
    return {
      subject: 'A new device logged in to FlixFlow',
      heading: 'A new device logged in',
      paragraphs: ['Somebody, hopefully you, logged in to your account:'],
      facts: [
        ['Device', deviceName] as const,
        ...(place ? [['Place', place] as const] : []),
        ['Network', network] as const,
        ['Time', time] as const,
      ],
      action: {
        label: 'It was not me: log it out',
        url: mailedLink('/end-device', { token: endToken }),
      },
      note: 'If it was you, you need not do anything.',
    }
  }
}
