import assert from 'node:assert/strict'

/** A list that is read a page at a time while its rows change. */
export interface ChangingList {
  /** Ids of one page in order, and where the next begins. */
  page(cursor: string | null, limit: number): Promise<{ ids: string[]; nextCursor: string | null }>
  /** Changes a row: inserts, removes or moves one. `pick` chooses which. Answers the row's id. */
  change(pick: number): Promise<string>
}

/** What happens during one walk: between the pages so many rows change. */
export interface Walk {
  limit: number
  changesAfterPage: number[][]
}

const MOST_PAGES = 200

/**
 * Reads a list to its end while rows change.
 * @throws AssertionError when a row comes twice, or one that did not change does not come.
 */
export async function walkWhileRowsChange(list: ChangingList, walk: Walk): Promise<void> {
  const before = await readAll(list)
  const changed = new Set<string>()
  const seen: string[] = []
  let cursor: string | null = null
  for (let number = 0; number < MOST_PAGES; number++) {
    const { ids, nextCursor } = await list.page(cursor, walk.limit)
    assert.ok(
      ids.length <= walk.limit,
      `a page of ${ids.length} where ${walk.limit} were asked for`
    )
    seen.push(...ids)
    if (nextCursor === null) break
    cursor = nextCursor
    for (const pick of walk.changesAfterPage[number] ?? []) changed.add(await list.change(pick))
  }
  const twice = seen.filter((id, index) => seen.indexOf(id) !== index)
  assert.deepEqual(twice, [], 'rows came twice')
  const came = new Set(seen)
  const missing = before.filter((id) => !changed.has(id) && !came.has(id))
  assert.deepEqual(missing, [], 'rows that did not change did not come')
  const order = before.filter((id) => !changed.has(id))
  assert.deepEqual(
    seen.filter((id) => order.includes(id)),
    order,
    'rows that did not change came in another order'
  )
}

async function readAll(list: ChangingList): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: { ids: string[]; nextCursor: string | null } = await list.page(cursor, 100)
    ids.push(...page.ids)
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}
