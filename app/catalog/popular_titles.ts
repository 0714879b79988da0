import type { TitleId } from '#core/ids'

/** A title and how popular it is: only the order of scores means something. */
export interface PopularScore {
  titleId: TitleId
  score: number
}

type LoadPopular = (of: { country: string; limit: number }) => Promise<PopularScore[]>

/** The module that counts plays says here what is popular in a country, best first. */
class PopularTitles {
  #load: LoadPopular | null = null

  register(load: LoadPopular | null): void {
    this.#load = load
  }

  async in(country: string, limit: number): Promise<PopularScore[]> {
    return this.#load ? this.#load({ country, limit }) : []
  }
}

export const popularTitles = new PopularTitles()
