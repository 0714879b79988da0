import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { CreateEpisode } from '../../actions/create_episode.js'
import { CreateSeason } from '../../actions/create_season.js'
import { CreateTitle } from '../../actions/create_title.js'
import { CreateCollection } from '../../actions/edit_collection.js'
import { ExportCatalogue } from '../../actions/export_catalogue.js'
import { ImportCatalogue } from '../../actions/import_catalogue.js'
import { ScheduleTitle } from '../../actions/schedule.js'
import { TranslateEpisode, TranslateSeason } from '../../actions/translate.js'
import type { ExchangeFormat } from '../../exchange/items.js'
import { publishedFilm, viewer } from '../catalogue.js'

const base = () => `http://${process.env.HOST}:${process.env.PORT}`

async function exported(format: ExchangeFormat): Promise<string> {
  const pieces: string[] = []
  for await (const piece of new ExportCatalogue().handle({ format })) pieces.push(piece)
  return pieces.join('')
}

const importing = (content: string | Buffer, format: ExchangeFormat, dryRun = false) =>
  new ImportCatalogue().handle({ content: Buffer.from(content), format, dryRun })

async function clear(): Promise<void> {
  await db.rawQuery(
    'truncate catalog.titles, catalog.genres, catalog.tags, catalog.people, catalog.collections, catalog.changes cascade'
  )
}

/** One of everything, with texts that try each format. */
async function variedCatalogue(): Promise<void> {
  const film = await new CreateTitle().handle({
    kind: 'film',
    externalId: 'tt|0001:"a"',
    name: 'Hase & <Igel>, "der" Wettlauf',
    tagline: '=HYPERLINK("http://evil.example")',
    synopsis: 'Zwei\nZeilen; und ein \\ und ein | dazu.\t🐇',
    language: 'de',
    releaseYear: 1999,
    maturity: 6,
    genres: ['Comedy', 'Science | fiction'],
    tags: ['-1', "'=quoted"],
    credits: [
      { name: 'Ada: the first|second', role: 'actor', character: 'Herself:' },
      { name: 'Ends with \\', role: 'writer' },
    ],
    ratings: [
      { country: 'DE', system: 'fsk', label: '6' },
      { country: 'US', system: 'mpa', label: 'PG' },
    ],
    availability: [
      { country: '*', startsAt: '2026-01-01T00:00:00.000Z', endsAt: null },
      { country: 'DE', startsAt: '2025-01-01T00:00:00.000Z', endsAt: '2025-06-01T00:00:00.000Z' },
    ],
    translations: { 'en': { name: '+Hare', synopsis: null }, 'pt-BR': { name: 'Lebre' } },
    announced: true,
    skipMarkers: [{ kind: 'intro', startSeconds: 1.5, endSeconds: 9 }],
  })
  await new ScheduleTitle().handle({
    titleId: film.id,
    publishAt: '2999-01-01T00:00:00.000Z',
    unpublishAt: null,
  })
  for (const name of ['@Trailer', 'Teaser']) {
    await new CreateTitle().handle({ kind: 'extra', parentId: film.id, extraKind: 'trailer', name })
  }
  const show = await new CreateTitle().handle({ kind: 'show', name: 'Show' })
  const season = await new CreateSeason().handle({ titleId: show.id, number: 2, name: 'Two' })
  await new TranslateSeason().handle({
    seasonId: season.id,
    language: 'de',
    texts: { name: 'Zwei' },
  })
  const episode = await new CreateEpisode().handle({
    ...{ seasonId: season.id, number: 0, name: 'Pilot', synopsis: 'It begins.' },
  })
  await new TranslateEpisode().handle({
    episodeId: episode.id,
    language: 'de',
    texts: { name: 'Anfang' },
  })
  await new CreateCollection().handle({
    name: 'Both',
    homePosition: 3,
    titleIds: [show.id, film.id],
    translations: { de: { name: 'Beide' } },
  })
}

test.group('Exchanging the catalogue', (group) => {
  group.each.setup(clear)

  for (const format of ['json', 'csv'] as const) {
    test(`a catalogue goes out as ${format} and comes back as it was`, async ({ assert }) => {
      await variedCatalogue()
      const before = await exported(format)
      const again = await importing(before, format)
      assert.containsSubset(again, { imported: true, created: 0, updated: 0, problems: [] })
      assert.isAbove(again.unchanged, 8)

      const json = await exported('json')
      await clear()
      const fresh = await importing(before, format)
      assert.deepEqual(fresh.problems, [])
      assert.equal(fresh.created, again.items)
      assert.equal(await exported('json'), json)
      assert.equal(await exported(format), before)
    })
  }

  test('in CSV no cell begins like a formula', async ({ assert }) => {
    await variedCatalogue()
    const csv = await exported('csv')
    assert.include(csv, `"'=HYPERLINK(""http://evil.example"")"`)
    assert.include(csv, `'+Hare`)
    assert.include(csv, `'@Trailer`)
    assert.notMatch(csv, /(^|,)"?[=+@\t]/m)
  })

  test('a dry run names every bad row by line and column, and writes nothing', async ({
    assert,
  }) => {
    const csv = [
      'kind,external_id,name,release_year,ratings,parent,extra_kind,show,season,number',
      'film,a,Good,1999,DE/fsk/12,,,,,',
      'film,b,,1999,,,,,,',
      'film,c,"Two',
      'lines",soon,,,,,,',
      'extra,d,Trailer,,,nowhere,trailer,,,',
      'opera,e,Aida,,,,,,,',
      'film,f,Rated,2000,DE/fsk/13,,,,,',
      'show,g,Show,,,,,,,',
      'episode,,Pilot,,,,,g,1,1',
      'film,g,Show,,,,,,,',
      'film,h',
      'film,i,Too,2000,,,,,,,long',
      'film,j,,,,,,,,',
    ].join('\n')
    const report = await importing(csv, 'csv', true)
    assert.deepEqual(
      report.problems.map(({ line, column }) => [line, column]),
      [
        [3, 'name'],
        [4, 'release_year'],
        [6, 'parent'],
        [7, 'kind'],
        [8, 'ratings'],
        [11, 'kind'],
        [12, null],
        [13, null],
        [14, 'name'],
      ]
    )
    assert.containsSubset(report, { dryRun: true, imported: false, created: 3, problemCount: 9 })
    assert.isEmpty(await db.from('catalog.titles'))
    const refused = await importing(csv, 'csv')
    assert.isFalse(refused.imported)
    assert.isEmpty(await db.from('catalog.titles'))
    assert.isEmpty(await db.from('catalog.people'))
  })

  test('a column that is left out leaves what is there, an empty cell takes it away', async ({
    assert,
  }) => {
    await importing('kind,external_id,name,tagline,maturity\nfilm,a,Film,Tag,12', 'csv')
    const renamed = await importing('kind,external_id,name\nfilm,a,Renamed', 'csv')
    assert.equal(renamed.updated, 1)
    await importing('kind,external_id,name,tagline\nfilm,a,Renamed,', 'csv')
    const [film] = await db.from('catalog.titles')
    assert.containsSubset(film, { name: 'Renamed', tagline: null, maturity: 12, state: 'draft' })
  })

  for (const [what, format, content, line] of [
    ['UTF-16', 'csv', Buffer.from('\ufeffkind,name\n', 'utf16le'), 1],
    ['Latin-1', 'csv', Buffer.from('kind,external_id,name\nfilm,a,Caf\xe9', 'latin1'), 2],
    ['an open quote', 'csv', 'kind,external_id,name\nfilm,a,"Never closed', 2],
    ['a row with too many cells', 'csv', 'kind,external_id,name\nfilm,a,b,c', 2],
    ['an unknown column', 'csv', 'kind,external_id,name,colour\nfilm,a,b,red', 1],
    ['a column twice', 'csv', 'kind,name,name\nfilm,a,b', 1],
    ['nothing', 'csv', '', 1],
    ['no JSON', 'json', '[\n{"kind":"film"},\n{oops}]', 3],
    ['a JSON object', 'json', '{"kind":"film"}', 1],
    ['an array in an array', 'json', '[\n{"kind":"tag","externalId":"a","name":"A"},\n[]]', 3],
    ['no XML', 'mrss', '<rss><channel>', 1],
    ['another XML', 'mrss', '<html></html>', 1],
    [
      'an external entity',
      'mrss',
      '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>\n<rss><channel><item><title>&f;</title></item></channel></rss>',
      2,
    ],
    ['XML a hundred thousand deep', 'mrss', `${'<a>'.repeat(100_000)}`, 1],
  ] as const) {
    test(`${what} is a problem with its line, and nothing else`, async ({ assert }) => {
      const report = await importing(content, format)
      assert.isFalse(report.imported)
      assert.equal(report.problems.at(-1)?.line, line, JSON.stringify(report.problems))
      assert.isEmpty(await db.from('catalog.titles'))
    })
  }

  for (const value of [
    '{"kind":"film","externalId":"a","name":"A","__proto__":{"x":1}}',
    '{"kind":"constructor","externalId":"a","name":"A"}',
    '{"kind":"film","externalId":"a\\u0000","name":"A"}',
    '{"kind":"film","externalId":"a","name":"A","state":"published"}',
    '{"kind":"film","externalId":"a","name":"A","translations":{"DE;":{"name":"B"}}}',
    '{"kind":"film","externalId":"a","name":"A","translations":{"de":"B"}}',
    '{"kind":["film"],"externalId":"a","name":"A"}',
  ]) {
    test(`an item ${value} is refused`, async ({ assert }) => {
      const report = await importing(`[${value}]`, 'json')
      assert.equal(report.problemCount, 1, JSON.stringify(report))
      assert.isEmpty(await db.from('catalog.titles'))
    })
  }

  test('what viewers can find goes out as Media RSS, and is read again', async ({
    client,
    assert,
  }) => {
    const film = await publishedFilm({
      externalId: 'bbb',
      name: 'Big & <Buck>',
      synopsis: 'One ]]> two \u0007 three',
      tags: ['rabbit', 'meadow'],
      credits: [
        { name: 'Sacha', role: 'director' },
        { name: 'Ton', role: 'actor', character: 'The "Bird" & <Co>' },
      ],
      ratings: [{ country: 'US', system: 'mpa', label: 'PG' }],
    })
    await new CreateTitle().handle({ kind: 'film', name: 'A draft' })
    const feed = await client.get('/v1/feeds/mrss')
    feed.assertStatus(200)
    assert.match(feed.header('content-type')!, /^application\/rss\+xml/)
    const xml = feed.text()
    assert.include(xml, `/title/${film.id}`)
    assert.notInclude(xml, 'A draft')
    assert.notInclude(xml, '\u0007')
    const revalidated = await client
      .get('/v1/feeds/mrss')
      .header('if-none-match', feed.header('etag')!)
    revalidated.assertStatus(304)

    await clear()
    const report = await importing(xml, 'mrss')
    assert.deepEqual(report.problems, [])
    const [item] = JSON.parse(await exported('json')).filter(
      ({ kind }: { kind: string }) => kind === 'film'
    )
    assert.containsSubset(item, {
      externalId: 'bbb',
      name: 'Big & <Buck>',
      synopsis: 'One ]]> two  three',
      releaseYear: 2008,
      genres: ['Animation', 'Comedy'],
      tags: ['meadow', 'rabbit'],
      credits: [
        { name: 'Sacha', role: 'director', character: null },
        { name: 'Ton', role: 'actor', character: 'The "Bird" & <Co>' },
      ],
      ratings: [{ country: 'US', system: 'mpa', label: 'PG' }],
    })
    const second = await importing(xml, 'mrss')
    assert.equal(second.unchanged, 1)
  })

  test('items of a feed have the lines on which they begin', async ({ assert }) => {
    const xml = `<?xml version="1.0"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>
<!-- <item> -->
<item><guid>a</guid><title>Good</title><description><![CDATA[<item>
]]></description></item>
<item>
<guid>b</guid><title></title></item>
</channel></rss>`
    const report = await importing(xml, 'mrss', true)
    assert.deepEqual(
      report.problems.map(({ line, column }) => [line, column]),
      [[6, 'title']]
    )
    assert.equal(report.created, 1)
  })

  test('editors import and export over the API', async ({ client, assert }) => {
    const { token, accountId } = await viewer(['editor'])
    const send = async (content: string, query: string, contentType: string) => {
      const response = await fetch(`${base()}/v1/staff/catalogue/import?${query}`, {
        method: 'POST',
        headers: { 'authorization': `Bearer ${token}`, 'content-type': contentType },
        body: content,
      })
      return { status: response.status, body: (await response.json()) as Record<string, never> }
    }
    const csv = 'kind,external_id,name\nfilm,a,Film'
    const dry = await send(csv, 'format=csv&dryRun=true', 'application/octet-stream')
    assert.containsSubset(dry, { status: 200, body: { created: 1, imported: false } })
    const done = await send(csv, 'format=csv', 'text/csv')
    assert.containsSubset(done, { status: 200, body: { created: 1, imported: true } })
    const [change] = await db.from('catalog.changes')
    assert.equal(change.account_id, accountId)
    const bad = await send('kind,name\nfilm,', 'format=csv', 'application/octet-stream')
    assert.equal(bad.status, 422)
    assert.containsSubset(bad.body, { code: 'catalog.import-refused' })
    const json = await send('[]', 'format=json', 'application/json')
    assert.equal(json.status, 200)

    const file = await client.get('/v1/staff/catalogue/export?format=json').bearerToken(token)
    file.assertStatus(200)
    assert.equal(file.header('content-disposition'), 'attachment; filename="catalogue.json"')
    const { token: viewersToken } = await viewer()
    const refused = await client
      .get('/v1/staff/catalogue/export?format=json')
      .bearerToken(viewersToken)
    refused.assertStatus(403)
  })

  test('one import runs at a time', async ({ assert }) => {
    const rows = Array.from({ length: 40 }, (_, at) => `film,id-${at},Film ${at}`)
    const csv = ['kind,external_id,name', ...rows].join('\n')
    const outcomes = await Promise.allSettled([importing(csv, 'csv'), importing(csv, 'csv')])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    assert.isAtMost(refused.length, 1)
    for (const { reason } of refused) assert.equal(reason.code, 'catalog.import-running')
    assert.lengthOf(await db.from('catalog.titles'), 40)
  })
})
