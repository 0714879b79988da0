/** Mail: what modules use to tell a person something. */
export { Mail, type MailContent } from './mail.js'
export { sendMail } from './send_mail.js'
