import { configProvider } from '@adonisjs/core'
import { defineConfig, transports } from '@adonisjs/mail'
import type { InferMailers } from '@adonisjs/mail/types'
import { appUrl, dataDir } from '#config/app'
import app from '@adonisjs/core/services/app'
import env from '#start/env'

const smtpUrl = env.get('SMTP_URL')

/** Where mails go: kept on this machine, or through an SMTP server, which may be that of Amazon SES. */
export const mailDriver: 'captured' | 'smtp' = smtpUrl ? 'smtp' : 'captured'

/** The captured driver keeps this many mails, the newest. */
const MOST_CAPTURED = 500

function smtpServer() {
  const url = new URL(smtpUrl?.release() ?? 'smtp://127.0.0.1')
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    // A password never crosses the network in the clear.
    requireTLS: !secure && url.username !== '',
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    auth: url.username
      ? {
          type: 'login' as const,
          user: decodeURIComponent(url.username),
          pass: decodeURIComponent(url.password),
        }
      : undefined,
  }
}

const mailConfig = defineConfig({
  default: mailDriver,
  from: env.get('MAIL_FROM') ?? `FlixFlow <no-reply@${new URL(appUrl).hostname}>`,
  mailers: {
    captured: configProvider.create(async () => {
      const { CapturedTransport } = await import('#core/mail/captured_mail')
      return () => new CapturedTransport(app.makePath(dataDir, 'mail'), MOST_CAPTURED)
    }),
    smtp: transports.smtp(smtpServer()),
  },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
