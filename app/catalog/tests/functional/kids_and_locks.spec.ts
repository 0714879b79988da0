import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { allEndpoints } from '#core/http/endpoint'
import { newId, type AccountId, type DeviceId, type ProfileId, type TitleId } from '#core/ids'
import { issueAccessToken, type PrincipalProfile } from '#identity'
import { CreateTitle } from '../../actions/create_title.js'
import { COMPLETE, publishedFilm, viewer } from '../catalogue.js'

/** Stands in all words of what is for grown-ups, and in nothing else. */
const SECRET = 'Slaughterhouse'

const grownUps = (name: string) => ({
  ...{ name: `${name} ${SECRET}`, tagline: `No ${SECRET}`, maturity: 18 },
  genres: ['Animation', `Of ${SECRET}`],
  credits: [
    { name: `Ada ${SECRET}`, role: 'actor' as const },
    { name: 'Bo Both', role: 'actor' as const },
  ],
})

/** Things for all ages and things that are not, side by side wherever a page shows several. */
async function mixedCatalogue(): Promise<TitleId[]> {
  const titleIds: TitleId[] = []
  for (let index = 0; index < 5; index++) {
    const credits = [{ name: 'Bo Both', role: 'actor' as const }]
    titleIds.push((await publishedFilm({ name: `Meadow ${index}`, maturity: 0, credits })).id)
    titleIds.push((await publishedFilm(grownUps(`Meadow ${index}`))).id)
  }
  const soon = await new CreateTitle().handle({ kind: 'film', ...COMPLETE, ...grownUps('Soon') })
  await db.from('catalog.titles').where('id', soon.id).update({ announced: true })
  const tag = { id: 'secret', name: `Tag of ${SECRET}` }
  await db.table('catalog.tags').insert(tag)
  await db.table('catalog.title_tags').insert({ title_id: titleIds[1]!, tag_id: tag.id })
  for (const [position, only] of [titleIds, [titleIds[1]!]].entries()) {
    const id = newId()
    const name = position === 0 ? 'For everybody' : `Best of ${SECRET}`
    await db.table('catalog.collections').insert({
      ...{ id, name, state: 'published', home_position: position },
      ...{ created_at: new Date(), updated_at: new Date() },
    })
    await db
      .table('catalog.collection_titles')
      .multiInsert(
        only.map((titleId, at) => ({ collection_id: id, title_id: titleId, position: at }))
      )
  }
  return [...titleIds, soon.id]
}

/** Every address that a profile may read of the catalogue, and of itself, with all ids there are. */
async function addressesFor(profileId: ProfileId, titleIds: TitleId[]): Promise<string[]> {
  const idsOf = async (table: string) => (await db.from(table).select('id')).map(({ id }) => id)
  const ids: Record<string, string[]> = {
    profileId: [profileId],
    titleId: titleIds,
    personId: await idsOf('catalog.people'),
    collectionId: await idsOf('catalog.collections'),
  }
  const words = ['meadow', SECRET, 'slaughterhuose', 'bo both', 'best of']
  return allEndpoints()
    .filter(({ method }) => method === 'GET')
    .filter(({ spec }) => spec.access === 'profile' || spec.access === 'account')
    .filter(({ spec }) => !spec.produces?.includes('text/event-stream'))
    .flatMap(({ pattern, spec }) => {
      const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name!)
      if (names.some((name) => !ids[name])) return []
      const paths = names.reduce<string[]>(
        (known, name) =>
          known.flatMap((path) => ids[name]!.map((id) => path.replace(`:${name}`, id))),
        [pattern]
      )
      const fields = Object.keys(spec.query?.toJSONSchema().properties ?? {})
      const named: Record<string, string> = fields.includes('profileId') ? { profileId } : {}
      const queries = fields.includes('q') ? words.map((q) => ({ ...named, q })) : [named]
      return paths.flatMap((path) =>
        queries.map((query) => `${path}?${new URLSearchParams(query)}`)
      )
    })
}

/** A device of an account whose first profile, a grown-up's, is locked unless it is opened. */
async function household(profiles: Omit<PrincipalProfile, 'id'>[]) {
  const of = { accountId: newId<AccountId>(), deviceId: newId<DeviceId>(), roles: ['viewer'] }
  const all = profiles.map((profile) => ({ id: newId<ProfileId>(), ...profile }))
  return (await issueAccessToken({ ...of, profiles: all })).token
}

const GROWN_UP = { kids: false, maturity: 18, language: 'de' }
const KID = { kids: true, maturity: 7, language: 'en' }
const LOCKED = { ...GROWN_UP, lockedFrom: 0 }

test.group('Kids and locked profiles', (group) => {
  let titleIds: TitleId[]

  group.each.setup(async () => {
    await db.rawQuery(
      `truncate catalog.titles, catalog.genres, catalog.tags, catalog.people,
         catalog.collections cascade`
    )
    titleIds = await mixedCatalogue()
  })

  const read = async (client: ApiClient, token: string, address: string) => {
    const answer = await client.get(address).bearerToken(token)
    // A search repeats what was asked nowhere, so a word in an answer came out of the catalogue.
    return { status: answer.status(), text: JSON.stringify(answer.body()) }
  }

  test('a kid gets no piece of what was made for a grown-up, who asked first', async ({
    client,
    assert,
  }) => {
    const { token, profileId, kidProfileId } = await viewer(['viewer'], 'en', 18)
    const ofGrownUp = await addressesFor(profileId, titleIds)
    const ofKid = await addressesFor(kidProfileId, titleIds)
    assert.isAbove(ofKid.length, 40)
    let seen = 0
    for (const round of [1, 2]) {
      for (const [index, address] of ofGrownUp.entries()) {
        const { text } = await read(client, token, address)
        if (text.includes(SECRET)) seen += 1
        const kid = await read(client, token, ofKid[index]!)
        assert.notInclude(kid.text, SECRET, `${ofKid[index]} in round ${round}`)
      }
    }
    // The grown-up does see it, nearly everywhere.
    assert.isAbove(seen, ofGrownUp.length)
  }).timeout(60_000)

  test('who looks without naming a profile sees as the widest open one, never as a locked one', async ({
    client,
    assert,
  }) => {
    const titles = async (token: string) => (await read(client, token, '/v1/titles?limit=50')).text
    const secretFilm = `/v1/titles/${titleIds[1]}`
    assert.include(await titles(await household([GROWN_UP, KID])), SECRET)
    for (const profiles of [[LOCKED, KID], [LOCKED]]) {
      const token = await household(profiles)
      const listed = await titles(token)
      assert.notInclude(listed, SECRET)
      assert.include(listed, 'Meadow 0')
      assert.equal((await read(client, token, secretFilm)).status, 404)
      for (const path of ['/v1/genres', '/v1/tags', '/v1/coming']) {
        assert.notInclude((await read(client, token, path)).text, SECRET, path)
      }
    }
  })

  test('a locked profile does not choose the language of its account', async ({
    client,
    assert,
  }) => {
    await db.table('catalog.title_translations').insert({
      ...{ title_id: titleIds[0]!, language: 'de', name: 'Wiese' },
    })
    const nameFor = async (profiles: Omit<PrincipalProfile, 'id'>[]) => {
      const page = await client
        .get(`/v1/titles/${titleIds[0]}`)
        .bearerToken(await household(profiles))
      return page.body().name
    }
    assert.equal(await nameFor([GROWN_UP, KID]), 'Wiese')
    assert.equal(await nameFor([LOCKED, KID]), 'Meadow 0')
  })
})
