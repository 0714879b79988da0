import { setTimeout as pause } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import viewingConfig from '#config/viewing'
import { newId, type DeviceId, type TitleId } from '#core/ids'
import { CreateAccount, CreateProfile, issueAccessToken } from '#identity'
import { mailsTo, mailTo } from '#tests/captured_mail'
import { CreateTitle } from '../../actions/create_title.js'
import { KeepSchedule } from '../../actions/keep_schedule.js'
import { PublishTitle } from '../../actions/publish_title.js'
import { RemindOfAllTitles } from '../../actions/remind_of_all_titles.js'
import { RemindOfTitle } from '../../actions/remind_of_title.js'
import { UnpublishTitle } from '../../actions/unpublish_title.js'
import { UpdateTitle } from '../../actions/update_title.js'
import { processReminder, reminderQueue } from '../../jobs/reminder_queue.js'
import { COMPLETE, publishAsset, viewer } from '../catalogue.js'

/** A film that is announced and complete. */
async function comingFilm(name: string): Promise<TitleId> {
  const film = await new CreateTitle().handle({ kind: 'film', name, ...COMPLETE })
  await publishAsset({ titleId: film.id })
  await db.from('catalog.titles').where('id', film.id).update({ announced: true })
  return film.id
}

/** An account with a mailbox, and two profiles. */
async function household(country: string | null = null) {
  const email = `${randomUUID()}@example.com`
  const account = await (
    await app.container.make(CreateAccount)
  ).handle({ email, password: 'correct horse battery', roles: [] })
  const kid = await (
    await app.container.make(CreateProfile)
  ).handle({ accountId: account.id, name: 'Byron', kids: true })
  const [first] = account.profiles
  const { token } = await issueAccessToken({
    accountId: account.id,
    deviceId: newId<DeviceId>(),
    roles: [],
    country,
    profiles: [
      { id: first!.id, kids: false, maturity: 18, language: 'en' },
      { id: kid.id, kids: true, maturity: 7, language: 'en' },
    ],
  })
  return { email, token, profileIds: [first!.id, kid.id] as const }
}

test.group('Reminders', (group) => {
  group.setup(() => {
    reminderQueue()
      .process(2, processReminder)
      .catch(() => {})
  })

  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
  })

  test('each account gets one mail when the title is out, and each profile a notice', async ({
    client,
    assert,
  }) => {
    const titleId = await comingFilm('Sintel')
    const { email, token, profileIds } = await household()
    for (const profileId of profileIds) {
      const address = `/v1/profiles/${profileId}/reminders/${titleId}`
      for (let i = 0; i < 2; i++) {
        ;(await client.put(address).bearerToken(token)).assertStatus(204)
      }
      const list = await client.get(`/v1/profiles/${profileId}/reminders`).bearerToken(token)
      assert.containsSubset(list.body().items, [{ title: { id: titleId }, reminded: false }])
    }
    await new PublishTitle().handle({ titleId })
    // Whoever else hears of it, and a worker that begins again, add nothing.
    await Promise.all([
      new RemindOfTitle().handle({ titleId }),
      new RemindOfTitle().handle({ titleId }),
      new RemindOfAllTitles().handle(),
    ])
    const mail = await mailTo(email, 'Sintel is out now')
    assert.include(mail.text, `/title/${titleId}`)

    await new UnpublishTitle().handle({ titleId })
    await new PublishTitle().handle({ titleId })
    await pause(300)
    assert.lengthOf(await mailsTo(email), 1)

    for (const profileId of profileIds) {
      const homeOf = () => client.get(`/v1/profiles/${profileId}/home`).bearerToken(token)
      const home = await homeOf()
      assert.deepEqual(
        home.body().notices.map((notice: { title: { id: string } }) => notice.title.id),
        [titleId]
      )
      const seen = await client
        .delete(`/v1/profiles/${profileId}/reminders/${titleId}`)
        .bearerToken(token)
      seen.assertStatus(204)
      assert.deepEqual((await homeOf()).body().notices, [])
    }
  })

  test('who waits where it is not open yet is told when it opens there, and nobody before', async ({
    client,
    assert,
  }) => {
    const titleId = await comingFilm('Charge')
    const [french, german, unknown] = await Promise.all([
      household('FR'),
      household('DE'),
      household(),
    ])
    for (const { token, profileIds } of [french, german, unknown]) {
      const address = `/v1/profiles/${profileIds[0]}/reminders/${titleId}`
      ;(await client.put(address).bearerToken(token)).assertStatus(204)
    }
    await new UpdateTitle().handle({
      titleId,
      availability: [
        { country: 'FR', startsAt: '2020-01-01T00:00:00Z', endsAt: null },
        { country: 'DE', startsAt: '2099-01-01T00:00:00Z', endsAt: null },
      ],
    })
    await new PublishTitle().handle({ titleId })
    await mailTo(french.email, 'Charge is out now')
    await new RemindOfAllTitles().handle()
    await pause(300)
    assert.lengthOf(await mailsTo(german.email), 0)
    const waiting = await client
      .get(`/v1/profiles/${german.profileIds[0]}/reminders`)
      .bearerToken(german.token)
    assert.containsSubset(waiting.body().items, [{ title: { id: titleId }, reminded: false }])

    await new KeepSchedule().handle()
    await db
      .from('catalog.availability')
      .where({ title_id: titleId, country: 'DE' })
      .update({ starts_at: db.raw('clock_timestamp()') })
    await new KeepSchedule().handle()
    await mailTo(german.email, 'Charge is out now')
    await new RemindOfAllTitles().handle()
    await pause(300)
    // A third lives where nobody knows, which is taken to be a country in which it never opens.
    const mails = await Promise.all([french, german, unknown].map(({ email }) => mailsTo(email)))
    assert.deepEqual(
      mails.map(({ length }) => length),
      [1, 1, 0]
    )
  })

  test('who asks on a journey is told when it opens there, or where they asked again', async ({
    client,
    assert,
    cleanup,
  }) => {
    Object.assign(viewingConfig, { countryHeader: 'cloudfront-viewer-country' })
    cleanup(() => void Object.assign(viewingConfig, { countryHeader: undefined }))
    const titleId = await comingFilm('Wing It')
    const [away, back] = await Promise.all([household('DE'), household('DE')])
    const askIn = async (country: string, { token, profileIds }: typeof away) => {
      const response = await client
        .put(`/v1/profiles/${profileIds[0]}/reminders/${titleId}`)
        .header('cloudfront-viewer-country', country)
        .bearerToken(token)
      response.assertStatus(204)
    }
    await askIn('FR', away)
    await askIn('FR', back)
    await askIn('DE', back)
    const openIn = (...countries: string[]) =>
      new UpdateTitle().handle({
        titleId,
        availability: countries.map((country) => {
          return { country, startsAt: '2020-01-01T00:00:00Z', endsAt: null }
        }),
      })
    await openIn('FR')
    await new PublishTitle().handle({ titleId })
    await mailTo(away.email, 'Wing It is out now')
    await new RemindOfAllTitles().handle()
    await pause(300)
    assert.lengthOf(await mailsTo(back.email), 0)
    await openIn('FR', 'DE')
    await new RemindOfAllTitles().handle()
    await mailTo(back.email, 'Wing It is out now')
    assert.lengthOf(await mailsTo(away.email), 1)
  })

  test('what opens here later can be waited for; what never does cannot', async ({ client }) => {
    const titleId = await comingFilm('Caminandes')
    await new PublishTitle().handle({ titleId })
    const { token, profileId, kidProfileId } = await viewer()
    const ask = (of: string) =>
      client.put(`/v1/profiles/${of}/reminders/${titleId}`).bearerToken(token)
    const openIn = (country: string) =>
      new UpdateTitle().handle({
        titleId,
        availability: [{ country, startsAt: '2099-01-01T00:00:00Z', endsAt: null }],
      })
    await openIn('US')
    ;(await ask(profileId)).assertStatus(204)
    ;(await ask(kidProfileId)).assertStatus(404)
    await openIn('JP')
    const never = await ask(profileId)
    never.assertStatus(409)
    never.assertBodyContains({ code: 'reminder.not-coming' })
    await openIn('US')
    await db.from('catalog.titles').where('id', titleId).update({ maturity: 18 })
    const young = await viewer(['viewer'], 'en', 12)
    const tooOld = await client
      .put(`/v1/profiles/${young.profileId}/reminders/${titleId}`)
      .bearerToken(young.token)
    tooOld.assertStatus(404)
  })

  test('who took the wish back is not told', async ({ client, assert }) => {
    const titleId = await comingFilm('Spring')
    const { email, token, profileIds } = await household()
    const address = `/v1/profiles/${profileIds[0]}/reminders/${titleId}`
    ;(await client.put(address).bearerToken(token)).assertStatus(204)
    ;(await client.delete(address).bearerToken(token)).assertStatus(204)
    await new PublishTitle().handle({ titleId })
    await pause(300)
    assert.lengthOf(await mailsTo(email), 0)
  })

  test('only a coming title can be waited for', async ({ client }) => {
    const titleId = await comingFilm('Cosmos')
    await new PublishTitle().handle({ titleId })
    const { token, profileId } = await viewer()
    const out = await client
      .put(`/v1/profiles/${profileId}/reminders/${titleId}`)
      .bearerToken(token)
    out.assertStatus(409)
    out.assertBodyContains({ code: 'reminder.not-coming' })
    await new UnpublishTitle().handle({ titleId })
    await db.from('catalog.titles').update({ announced: false })
    const draft = await client
      .put(`/v1/profiles/${profileId}/reminders/${titleId}`)
      .bearerToken(token)
    draft.assertStatus(404)
  })
})
