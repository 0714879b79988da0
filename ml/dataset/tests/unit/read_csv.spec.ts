import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { buildInteractions } from '#ml/dataset/build_interactions'
import { historyOf, type Interactions } from '#ml/dataset/interactions'
import { readCsvHeldOut, readCsvInteractions } from '#ml/dataset/read_csv'
import type { MlError } from '#ml/errors'
import { seededRandom } from '#ml/random'
import { interactionsOf } from '#ml/tests/interactions_of'

const NOW = 1.7e9
const HEADER = 'profile,title,timestamp,completion\n'
const TWO = 'ada,tron,1600000000,1\nbob,alien,1600000000,0.5\n'

/** Cells as a person reads them: profile, title, weight, time. */
function cellsOf(data: Interactions): string[] {
  return data.profiles.flatMap((profile, row) => {
    const { titles, weights, times } = historyOf(data, row)
    return Array.from(titles, (title, place) =>
      [profile, data.titles[title], weights[place], times[place]].join(' ')
    )
  })
}

test.group('Read CSV', (group) => {
  let folder: string
  let path: string
  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'read-csv-'))
    path = join(folder, 'events.csv')
    return () => rm(folder, { recursive: true })
  })

  const read = async (content: string | Buffer) => {
    await writeFile(path, content)
    return readCsvInteractions(path, { now: NOW })
  }
  const refusal = async (content: string | Buffer) => {
    const error = await read(content).catch((thrown) => thrown)
    return `${error.code}: ${error.message}`
  }

  test('columns are found by name, in any order, and more are ignored', async ({ assert }) => {
    const plain = cellsOf((await read(HEADER + TWO)).data)
    assert.deepEqual(plain, ['ada tron 1 1600000000', 'bob alien 0.75 1600000000'])
    const more =
      'rating,Title,device,Completion,PROFILE,timestamp\n' +
      '5,tron,tv,1,ada,1600000000\n4,alien,phone,0.5,bob,1600000000\n'
    assert.deepEqual(cellsOf((await read(more)).data), plain)
  })

  test('tabs, quotes, CRLF, a byte order mark and blank lines make no difference', async ({
    assert,
  }) => {
    const plain = cellsOf((await read(HEADER + TWO)).data)
    const text = HEADER + TWO
    const variants = [
      text.replaceAll(',', '\t'),
      text.replaceAll('\n', '\r\n'),
      `\uFEFF${text}`,
      text.trimEnd(),
      text.replaceAll('\n', '\n\n'),
      text.replaceAll('\n', '\r\n \r\n'),
      text.replace(/[^,\n]+/g, (field) => `"${field}"`),
      text.replace(/[^,\n]+/g, (field) => ` ${field}  `),
      `${text}\n\n`,
    ]
    for (const variant of variants) {
      const { data, counts } = await read(variant)
      assert.deepEqual(cellsOf(data), plain, JSON.stringify(variant))
      assert.equal(counts.read, 2)
    }
  })

  test('times are Unix seconds, milliseconds, or ISO 8601', async ({ assert }) => {
    const texts = {
      '1600000000': 1_600_000_000,
      '1600000000.5': 1_600_000_000.5,
      '1600000000500': 1_600_000_000.5,
      '1.6e9': 1_600_000_000,
      '2020-09-13T12:26:40Z': 1_600_000_000,
      '2020-09-13T14:26:40+02:00': 1_600_000_000,
      '2020-09-13T14:26:40.250+0200': 1_600_000_000.25,
      '2020-09-13 12:26:40': 1_600_000_000,
      '2020-09-13 14:26:40+02': 1_600_000_000,
      '2020-09-13 12:26': 1_600_000_000 - 40,
      '2020-09-13': 1_599_955_200,
    }
    const rows = Object.keys(texts).map((text, row) => `p,t${row},${text},1\n`)
    const { data } = await read(`${HEADER}${rows.join('')}${TWO}`)
    for (const [row, time] of Object.values(texts).entries()) {
      const cell = data.columns.indexOf(data.titles.indexOf(`t${row}`))
      assert.equal(data.times[cell], time)
    }
  })

  test('bad rows are skipped, counted, and named by their lines', async ({ assert }) => {
    const { data, counts } = await read(
      `${HEADER}${TWO}` +
        ',tron,1600000000,1\n' + // 4
        'ada,"",1600000000,1\n' + // 5
        'ada,tron,1600000000,1.5\n' + // 6
        'ada,tron,1600000000,\n' + // 7
        'ada,tron,1600000000,half\n' + // 8
        'ada,tron,1600000000,-0.1\n' + // 9
        'ada,tron,yesterday,1\n' + // 10
        'ada,tron,500,1\n' + // 11
        'ada,tron,4000000000,1\n' + // 12
        'ada,tron,2020-02-99,1\n' + // 13
        'ada,tron,,1\n' + // 14
        'ada,tron,0,1\n' + // 15
        'ada,tron\n' + // 16
        'ada,"tron"x,1600000000,1\n' + // 17
        'ada,"tron,1600000000,1\n' + // 18
        'ada,tron,1600000000,NaN\n' + // 19
        `${'a'.repeat(2000)},tron,1600000000,1\n` // 20
    )
    assert.deepEqual(cellsOf(data), cellsOf((await read(HEADER + TWO)).data))
    assert.deepEqual(counts.skipped, {
      ...{ missingId: 3, badCompletion: 5, badTime: 6, unknownTitle: 0, badRow: 3 },
    })
    assert.deepEqual(counts.firstSkipped, {
      missingId: [4, 5, 20],
      badCompletion: [6, 7, 8, 9, 19],
      badTime: [10, 11, 12, 13, 14],
      unknownTitle: [],
      badRow: [16, 17, 18],
    })
    assert.equal(counts.read, counts.kept + 17)
  })

  test('ids that are no UTF-8 are bad rows, and others stay what they are', async ({ assert }) => {
    const latin = Buffer.from('jos\u00E9,tron,1600000000,1\n', 'latin1')
    const { data, counts } = await read(
      Buffer.concat([Buffer.from(`${HEADER}${TWO}`), latin, Buffer.from('日本,Ünder,1600000000,1')])
    )
    assert.equal(counts.skipped.badRow, 1)
    assert.deepEqual(data.profiles, ['ada', 'bob', '日本'])
    assert.deepEqual(data.titles, ['alien', 'tron', 'Ünder'])
  })

  test('a file without any time is read', async ({ assert }) => {
    const { data } = await read(`${HEADER}ada,tron,0,1\nbob,alien,,1\n`)
    assert.deepEqual(cellsOf(data), ['ada tron 1 0', 'bob alien 1 0'])
  })

  test('what is no such file is refused in words', async ({ assert }) => {
    assert.match(await refusal(''), /^E_CSV_EMPTY: events.csv is empty/)
    assert.match(await refusal(HEADER), /^E_CSV_EMPTY: .* a header and nothing else/)
    assert.match(await refusal(HEADER.trim()), /^E_CSV_EMPTY/)
    assert.match(await refusal(`${HEADER}\n\n`), /^E_CSV_EMPTY/)
    assert.match(await refusal('196\t242\t3\t881250949\n'), /^E_CSV_HEADER: .* no column "profile"/)
    const noCompletion = 'profile,title,timestamp\na,b,1\n'
    assert.match(await refusal(noCompletion), /^E_CSV_HEADER: .* no column "completion"/)
    assert.match(await refusal('"profile,title\n'), /^E_CSV_HEADER/)
    assert.match(await refusal(Buffer.of(0x1f, 0x8b, 8, 0, 1)), /^E_CSV_NOT_TEXT: .* byte 3 is 0/)
    assert.match(await refusal(Buffer.from(HEADER + TWO, 'utf16le')), /^E_CSV_NOT_TEXT/)
    const long = `${HEADER}${TWO}${'x'.repeat(3_000_000)},a,1600000000,1\n`
    assert.match(await refusal(long), /^E_CSV_LINE_TOO_LONG: Line 4 /)
    assert.match(await refusal('x'.repeat(9_000_000)), /^E_CSV_LINE_TOO_LONG: Line 1 /)
    const unclosed = `note,${HEADER}"${'a line\n'.repeat(400_000)}`
    assert.match(await refusal(unclosed), /^E_CSV_LINE_TOO_LONG: .* is a quote not closed/)
    assert.match(await refusal(`${HEADER}ada,tron,1600000000,1\n`), /^E_TOO_LITTLE_DATA/)
    for (const absent of [join(folder, 'absent.csv'), folder]) {
      const error = await readCsvInteractions(absent).catch((thrown) => thrown)
      assert.equal(error.code, 'E_CSV_UNREADABLE')
      assert.include(error.message, absent)
    }
  })

  test('reads as a full CSV parser does', async ({ assert }) => {
    const id = fc
      .string({ minLength: 1, maxLength: 6 })
      .map((text) => text.replaceAll(/\s|\0/g, '_'))
    const row = fc.record({
      note: fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\0', '"')),
      profile: id,
      title: id,
      timestamp: fc.integer({ min: 1e9, max: NOW }),
      completion: fc.constantFrom('0', '0.25', '1', '1e-1'),
      tags: fc.constantFrom('', 'a\nb', '"', 'x,y\r\n'),
    })
    const always = { note: '', timestamp: 1e9, completion: '1', tags: '' }
    const both = [
      { ...always, profile: 'ada', title: 'tron' },
      { ...always, profile: 'bob', title: 'alien' },
    ]
    const style = fc.record({ delimiter: fc.constantFrom(',', '\t'), quoted: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(row), style, async (rows, { delimiter, quoted }) => {
        const text = stringify([...both, ...rows], { header: true, delimiter, quoted })
        const records = parse(text, { columns: true, delimiter }) as Record<string, string>[]
        const expected = await buildInteractions(
          records.map(({ profile, title, timestamp, completion }) => ({
            ...{ profile: profile!, title: title! },
            ...{ time: Number(timestamp), completion: Number(completion) },
          })),
          { now: NOW }
        )
        const actual = await read(text)
        assert.deepEqual(actual.data, expected.data)
        assert.deepEqual(actual.counts, expected.counts)
      }),
      { numRuns: 40 }
    )
  }).timeout(60_000)

  test('whatever stands in a file, every row is kept or counted, or the file refused', async ({
    assert,
  }) => {
    const field = fc.oneof(
      fc.constantFrom('', '"', '""', '"a"', '"a', 'a"', '1', '0.5', '1600000000', '2020-01-01'),
      fc.constantFrom('-1', '1e999', 'NaN', 'Infinity', '.', '-', '0x1', '\r', ' ', '\t', ','),
      fc.string({ maxLength: 4, unit: 'binary' })
    )
    const line = fc.array(field, { maxLength: 6 }).map((fields) => fields.join(','))
    const body = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'))
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), async (text, hasGoodRows) => {
        const content = HEADER + (hasGoodRows ? TWO : '') + text
        const outcome = await read(content).catch((error: MlError) => error)
        if (outcome instanceof Error) {
          assert.match(outcome.code, /^E_(CSV_[A-Z_]+|TOO_LITTLE_DATA)$/)
          return
        }
        const { data, counts } = outcome
        const skipped = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0)
        assert.equal(counts.read, counts.kept + skipped)
        assert.equal(data.columns.length, counts.kept - counts.merged)
        assert.isTrue(data.times.every((time) => time === 0 || time > 6e8))
        assert.isTrue(data.weights.every((weight) => weight >= 0 && weight < 10))
      }),
      { numRuns: 40 }
    )
  }).timeout(60_000)

  test('a file of many pieces is read whole, with its progress', async ({ assert }) => {
    const random = seededRandom(1)
    const lines = Array.from({ length: 120_000 }, (_, line) => {
      const note = line % 7 === 0 ? '"two\n""lines"""' : 'n'.repeat(Math.floor(random() * 60))
      return `${note},p${line % 1000},t${Math.floor(line / 1000)},${1e9 + line},0.5\n`
    })
    await writeFile(path, `note,${HEADER}${lines.join('')}x,p,t,bad,1\n`)
    const told: [number, number][] = []
    const { data, counts } = await readCsvInteractions(path, {
      now: NOW,
      onProgress: (...progress) => told.push(progress),
    })
    assert.equal(counts.kept, 120_000)
    assert.equal(data.columns.length, 120_000)
    assert.deepEqual([data.profiles.length, data.titles.length], [1000, 120])
    // Every seventh takes two lines.
    assert.deepEqual(counts.firstSkipped.badTime, [2 + 120_000 + Math.ceil(120_000 / 7)])
    assert.isAbove(told.length, 1)
    const [bytesRead, bytesInAll] = told.at(-1)!
    assert.equal(bytesRead, bytesInAll)
    assert.deepEqual(
      told.toSorted(([a], [b]) => a - b),
      told
    )
  })

  test('what is held out is mapped onto what is trained on', async ({ assert }) => {
    const train = interactionsOf([[0, 1], [2]], 3)
    await writeFile(
      path,
      `${HEADER}profile-1,title-0,1600000000,1\nprofile-1,new,1600000000,1\n` +
        'profile-1,newer,1600000000,0\nprofile-1,new,1600000000,1\n' +
        'profile-0,title-1,1600000000,1\nprofile-0,title-2,1600000000,0\nmia,title-1,1600000000,1\n'
    )
    const result = await readCsvHeldOut(path, train, { now: NOW })
    assert.deepEqual(result.heldOut.profiles, ['profile-0', 'profile-1', 'mia'])
    assert.deepEqual(result.heldOut.titles, train.titles)
    assert.deepEqual(Array.from(result.heldOut.rowStart), [0, 2, 3, 4])
    assert.deepEqual(Array.from(result.heldOut.columns), [1, 2, 0, 1])
    assert.deepEqual(Array.from(result.unknown), [0, 2, 0])
    assert.equal(result.unknownTitleCells, 2)
    assert.equal(result.unknownProfiles, 1)
    assert.equal(result.alsoTrainedCells, 1)
    assert.deepEqual([result.counts.read, result.counts.merged], [7, 1])
  })

  test('a held-out file with nothing to find is refused', async ({ assert }) => {
    await writeFile(path, `${HEADER}profile-0,title-1,soon,1\n`)
    const train = interactionsOf([[0]], 2)
    const error = await readCsvHeldOut(path, train).catch((thrown) => thrown)
    assert.equal(error.code, 'E_TOO_LITTLE_DATA')
    assert.include(error.message, '1 badTime (first at 2)')
  })
})
