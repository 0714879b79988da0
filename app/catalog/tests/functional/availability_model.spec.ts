import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { newId, type TitleId } from '#core/ids'
import { FindTitleStanding } from '../../queries/find_title_standing.js'
import { ListTitles } from '../../queries/list_titles.js'
import type { Viewing } from '../../viewing.js'

/** Hours from some beginning; `until` null is without an end. */
interface Window {
  country: string
  from: number
  until: number | null
}

interface ModelTitle {
  windows: Window[]
  maturity: number
  maturityIn: Record<string, number>
}

const COUNTRIES = ['US', 'FR', 'JP']
const HOURS = 12

const window: fc.Arbitrary<Window> = fc
  .record({
    country: fc.constantFrom('*', 'US', 'FR'),
    from: fc.integer({ min: 0, max: HOURS }),
    hours: fc.option(fc.integer({ min: 1, max: HOURS })),
  })
  .map(({ country, from, hours }) => ({ country, from, until: hours && from + hours }))

const title: fc.Arbitrary<ModelTitle> = fc.record({
  windows: fc.array(window, { maxLength: 3 }),
  maturity: fc.constantFrom(0, 7, 12, 18),
  maturityIn: fc.dictionary(fc.constantFrom('US', 'FR'), fc.constantFrom(0, 7, 12, 18), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
})

/** What the catalogue promises, said once more without a database. */
function isOpen({ windows }: ModelTitle, country: string, hour: number): boolean {
  if (windows.length === 0) return true
  return windows.some(
    (one) =>
      (one.country === '*' || one.country === country) &&
      one.from <= hour &&
      (one.until === null || hour < one.until)
  )
}

function opensNext({ windows }: ModelTitle, country: string, hour: number): number | null {
  const later = windows
    .filter((one) => (one.country === '*' || one.country === country) && one.from > hour)
    .map((one) => one.from)
  return later.length > 0 ? Math.min(...later) : null
}

const ageIn = ({ maturity, maturityIn }: ModelTitle, country: string) =>
  maturityIn[country] ?? maturity

/**
 * Writes the titles as they are when `hour` is half an hour ago: no window opens or closes while
 * the test looks.
 */
async function write(titles: ModelTitle[], hour: number): Promise<TitleId[]> {
  await db.rawQuery('truncate catalog.titles cascade')
  const ids = titles.map(() => newId<TitleId>())
  const now = new Date()
  await db.table('catalog.titles').multiInsert(
    titles.map((one, at) => ({
      ...{ id: ids[at], kind: 'film', name: `Title ${at}`, state: 'published', published_at: now },
      ...{ created_at: now, updated_at: now, windowed: one.windows.length > 0 },
      ...{ maturity: one.maturity, maturity_by_country: JSON.stringify(one.maturityIn) },
    }))
  )
  const timeOf = (at: number) => new Date(now.getTime() + (at - hour - 0.5) * 3_600_000)
  const windows = titles.flatMap((one, at) =>
    one.windows.map(({ country, from, until }) => ({
      ...{ id: newId(), title_id: ids[at], country, starts_at: timeOf(from) },
      ends_at: until === null ? null : timeOf(until),
    }))
  )
  if (windows.length > 0) await db.table('catalog.availability').multiInsert(windows)
  return ids
}

const viewingIn = (country: string, maturityLimit: number): Viewing => ({
  ...{ profileId: null, kids: false, languages: ['en'], country, maturityLimit },
})

async function listed(viewing: Viewing): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await new ListTitles().handle({ viewing, cursor, limit: 7 })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return ids
}

test.group('Windows of availability', () => {
  test('let each country find just what a plain model says, at any time and age', async ({
    assert,
  }) => {
    const cases = fc.record({
      titles: fc.array(title, { minLength: 1, maxLength: 25 }),
      hour: fc.integer({ min: 0, max: 2 * HOURS }),
      limit: fc.constantFrom(0, 7, 12, 18),
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ titles, hour, limit }) => {
        const ids = await write(titles, hour)
        for (const country of COUNTRIES) {
          const expected = ids.filter((_, at) => {
            const one = titles[at]!
            return isOpen(one, country, hour) && ageIn(one, country) <= limit
          })
          const found = await listed(viewingIn(country, limit))
          assert.deepEqual(found.toSorted(), expected.toSorted())
          assert.lengthOf(new Set(found), found.length)
        }
      }),
      { numRuns: 40 }
    )
  }).timeout(120_000)

  test("tell a title's page when the next one opens", async ({ assert }) => {
    const cases = fc.record({ one: title, hour: fc.integer({ min: 0, max: 2 * HOURS }) })
    await fc.assert(
      fc.asyncProperty(cases, async ({ one, hour }) => {
        const [titleId] = await write([one], hour)
        for (const country of COUNTRIES) {
          const viewing = viewingIn(country, 18)
          const standing = await new FindTitleStanding().handle({ titleId: titleId!, viewing })
          assert.equal(standing.available, isOpen(one, country, hour))
          const next = opensNext(one, country, hour)
          const inHours = standing.opens_at && (standing.opens_at.getTime() - Date.now()) / 3.6e6
          if (next === null) assert.isNull(inHours)
          else assert.approximately(inHours!, next - hour - 0.5, 0.01)
        }
      }),
      { numRuns: 40 }
    )
  }).timeout(120_000)
})
