import type { StreamOwner } from './stream_owner.js'

type Lookup = (owner: StreamOwner) => Promise<boolean>

/** Knows which films and episodes there are. Whoever keeps them registers how that is asked. */
class StreamOwners {
  #lookup: Lookup = async () => true

  register(lookup: Lookup): void {
    this.#lookup = lookup
  }

  exists(owner: StreamOwner): Promise<boolean> {
    return this.#lookup(owner)
  }
}

export const streamOwners = new StreamOwners()
