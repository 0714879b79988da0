/** Ids in an order that does not depend on how they came in. */
export interface IdOrder {
  ids: string[]
  /** [ids] where each one that came in stands now. */
  placeOf: Uint32Array
}

/** Sorted by code units. */
export function orderById(ids: readonly string[]): IdOrder {
  const order = Array.from(ids.keys()).sort((a, b) => {
    if (ids[a] === ids[b]) return 0
    return ids[a]! < ids[b]! ? -1 : 1
  })
  const placeOf = new Uint32Array(ids.length)
  for (const [place, index] of order.entries()) placeOf[index] = place
  return { ids: order.map((index) => ids[index]!), placeOf }
}
