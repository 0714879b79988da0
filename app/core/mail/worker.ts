import { registerProcessor } from '#core/queue'
import { mailQueue, processMail } from './mail_queue.js'

const MAILS_AT_ONCE = 5

registerProcessor(mailQueue, MAILS_AT_ONCE, processMail)
