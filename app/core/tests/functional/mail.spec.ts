import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import emitter from '@adonisjs/core/services/emitter'
import mailService from '@adonisjs/mail/services/main'
import { Mailer } from '@adonisjs/mail'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import { test } from '@japa/runner'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { newId } from '#core/ids'
import { deliverMail, MailNotTaken } from '#core/mail/deliver_mail'
import { Mail, sendMail } from '#core/mail/index'
import { mailQueue } from '#core/mail/mail_queue'
import { mailsTo, mailTo } from '#tests/captured_mail'

class Greeting extends Mail {
  constructor(
    to: string,
    readonly name: string
  ) {
    super(to)
  }

  content() {
    return {
      subject: `Hello ${this.name}`,
      heading: `Hello ${this.name}`,
      paragraphs: ['One sentence.', 'Another one.'],
      code: '482913',
      action: { label: 'Watch', url: 'http://localhost/watch#token=s3cret' },
      facts: [['Time', 'now']] as const,
      note: 'Ignore this if it was not you.',
    }
  }
}

const newAddress = () => `mail-${newId()}@example.com`

test.group('A mail', () => {
  test('reaches its reader as text and as HTML that says the same', async ({ assert }) => {
    const address = newAddress()
    sendMail(new Greeting(address, 'Ada'))
    const mail = await mailTo(address)
    assert.equal(mail.subject, 'Hello Ada')
    for (const part of [mail.text, mail.html]) {
      for (const words of ['One sentence.', '482913', 'http://localhost/watch#token=s3cret']) {
        assert.include(part, words)
      }
    }
  })

  test('shows a name that looks like markup as the text that it is', async ({ assert }) => {
    const address = newAddress()
    sendMail(new Greeting(address, '<img src=x onerror=alert(1)>'))
    const mail = await mailTo(address)
    assert.notInclude(mail.html, '<img')
    assert.include(mail.html, '&lt;img')
  })

  test('lies sealed in Redis, and leaves nothing there once it is sent', async ({
    assert,
    cleanup,
  }) => {
    const address = newAddress()
    const queue = mailQueue()
    await queue.pause()
    cleanup(() => queue.resume())
    sendMail(new Greeting(address, 'Ada'))
    let [waiting] = await queue.getJobs(['paused', 'waiting'])
    while (!waiting) [waiting] = await queue.getJobs(['paused', 'waiting'])
    const kept = JSON.stringify(await queue.client.hgetall(queue.toKey(String(waiting.id))))
    for (const secret of [address, '482913', 'Ada', 's3cret']) assert.notInclude(kept, secret)

    await queue.resume()
    await mailTo(address)
    const { id } = waiting
    while (await queue.getJob(id)) await pause(5)
  })

  test('that the mail server does not take waits in the queue, and goes out when it does', async ({
    assert,
    cleanup,
  }) => {
    const address = newAddress()
    await mailsTo(address)
    const { transport } = mailService.use('captured')
    const send = transport.send.bind(transport)
    transport.send = async () => {
      throw Object.assign(new Error(`421 no mail for ${address} now`), { responseCode: 421 })
    }
    cleanup(() => {
      transport.send = send
    })
    const queue = mailQueue()
    sendMail(new Greeting(address, 'Ada'))
    let [delayed] = await queue.getDelayed()
    while (!delayed) [delayed] = await queue.getDelayed()
    assert.equal(delayed.attemptsMade, 1)
    const kept = JSON.stringify(await queue.client.hgetall(queue.toKey(String(delayed.id))))
    assert.include(kept, '421')
    assert.notInclude(kept, address)
    assert.lengthOf(await mailsTo(address), 0)

    transport.send = send
    await delayed.promote()
    const { subject } = await mailTo(address)
    assert.equal(subject, 'Hello Ada')
  })

  test('is sent all the same while Redis is away', async ({ assert, cleanup }) => {
    await mailsTo('nobody@example.com')
    const { client } = mailQueue()
    client.disconnect()
    cleanup(() => client.connect())
    const address = newAddress()
    sendMail(new Greeting(address, 'Ada'))
    const { subject } = await mailTo(address)
    assert.equal(subject, 'Hello Ada')
  })
})

test.group('The mails kept on this machine', () => {
  test('are listed newest first, page by page', async ({ client, assert }) => {
    const address = newAddress()
    for (const name of ['One', 'Two', 'Three']) {
      sendMail(new Greeting(address, name))
      await mailTo(address, name)
    }
    const first = await client.get('/v1/mails').qs({ to: address, limit: 2 })
    first.assertStatus(200)
    const subjects = (response: typeof first) =>
      response.body().items.map((mail: { subject: string }) => mail.subject)
    assert.deepEqual(subjects(first), ['Hello Three', 'Hello Two'])
    const { nextCursor } = first.body()
    const second = await client.get('/v1/mails').qs({ to: address, limit: 2, cursor: nextCursor })
    assert.deepEqual(subjects(second), ['Hello One'])
    assert.isNull(second.body().nextCursor)
  })

  test('have a page', async ({ client, assert }) => {
    const response = await client.get('/mail')
    response.assertStatus(200)
    assert.include(response.text(), 'Mails stay on this machine')
  })

  test('are not for {0}')
    .with([
      ['someone on another machine', { 'x-forwarded-for': '203.0.113.9' }],
      ['a page of another site', { origin: 'https://evil.example' }],
      ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
      ['a name that another site let point here', { host: 'evil.example' }],
    ] as [string, Record<string, string>][])
    .run(async ({ client }, [, headers]) => {
      const response = await client.get('/v1/mails').headers(headers)
      response.assertStatus(403)
    })
})

/** An SMTP server of its own, and a mailer that talks to it. */
async function smtp(options: SMTPServerOptions) {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const transport = new SMTPTransport({ host: '127.0.0.1', port })
  const mailer = new Mailer('smtp', transport, emitter as never, {
    from: 'FlixFlow <no-reply@flixflow.example>',
  })
  return { mailer, close: () => new Promise<void>((done) => server.close(done)) }
}

const inTransit = (to: string, name = 'Ada') => ({
  id: newId(),
  to,
  content: new Greeting(to, name).content(),
})

test.group('Mail by SMTP', () => {
  test('arrives whole, from and to whom it says', async ({ assert, cleanup }) => {
    const received: { from: string; to: string[]; raw: string }[] = []
    const { mailer, close } = await smtp({
      onData(stream, { envelope }, done) {
        let raw = ''
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString()))
        stream.on('end', () => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw })
          done()
        })
      },
    })
    cleanup(close)
    const mail = inTransit('ada@example.com')
    await deliverMail(mail, mailer)

    assert.lengthOf(received, 1)
    const [{ from, to, raw }] = received as [(typeof received)[0]]
    assert.deepEqual([from, to], ['no-reply@flixflow.example', ['ada@example.com']])
    assert.match(raw, /^Subject: Hello Ada\r$/m)
    assert.include(raw, `Message-ID: <${mail.id}@flixflow>`)
    assert.match(raw, /^Auto-Submitted: auto-generated\r$/m)
    assert.include(raw, 'multipart/alternative')
  })

  test('lets no name add a header or a recipient', async ({ assert, cleanup }) => {
    let raw = ''
    const recipients: string[] = []
    const { mailer, close } = await smtp({
      onRcptTo({ address }, _session, done) {
        recipients.push(address)
        done()
      },
      onData(stream, _session, done) {
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString()))
        stream.on('end', () => done())
      },
    })
    cleanup(close)
    const name = 'Ada\r\nBcc: victim@example.com\r\nX-Evil: yes\r\n\r\nBody'
    await deliverMail(inTransit('ada@example.com', name), mailer)
    const [headers = ''] = raw.split('\r\n\r\n')
    assert.notMatch(headers, /^(Bcc|X-Evil):/im)
    assert.deepEqual(recipients, ['ada@example.com'])
  })

  test('a server that answers {0} is {1}, and its words stay out of the error')
    .with([
      [450, 'tried again', false],
      [550, 'not tried again', true],
    ] as [number, string, boolean][])
    .run(async ({ assert, cleanup }, [responseCode, , final]) => {
      const { mailer, close } = await smtp({
        onRcptTo({ address }, _session, done) {
          done(Object.assign(new Error(`no mailbox for ${address}`), { responseCode }))
        },
      })
      cleanup(close)
      const failure: unknown = await deliverMail(inTransit('ada@example.com'), mailer).catch(
        (error: unknown) => error
      )
      assert.instanceOf(failure, MailNotTaken)
      assert.equal((failure as MailNotTaken).final, final)
      assert.include((failure as Error).message, String(responseCode))
      const seen = `${(failure as Error).stack} ${JSON.stringify(failure)}`
      assert.notInclude(seen, 'ada@example.com')
      assert.isUndefined((failure as Error).cause)
    })

  test('a server that is away is tried again', async ({ assert }) => {
    const transport = new SMTPTransport({ host: '127.0.0.1', port: 1 })
    const mailer = new Mailer('smtp', transport, emitter as never, {})
    const failure: unknown = await deliverMail(inTransit('a@example.com'), mailer).catch(
      (error: unknown) => error
    )
    assert.instanceOf(failure, MailNotTaken)
    assert.isFalse((failure as MailNotTaken).final)
  })
})
