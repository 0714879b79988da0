import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import type { TitleId } from '#core/ids'
import { playableFilm } from '#database/factories/playable_titles'
import type { Viewer } from '#database/factories/viewers'
import { NeighboursModel } from './neighbours_model.js'

/** Films by genre, each liked by those who like its genre. */
export interface TastefulCatalogue {
  drama: TitleId[]
  comedy: TitleId[]
  /** For grown-ups only. */
  horror: TitleId[]
  all: TitleId[]
  model: NeighboursModel
}

/** An empty catalogue with these films in it, the dramas the oldest. */
export async function tastefulCatalogue(perGenre: number): Promise<TastefulCatalogue> {
  await db.rawQuery(
    'truncate catalog.titles, catalog.genres, catalog.people, catalog.collections cascade'
  )
  const films = async (genre: string, maturity: number) => {
    const made: TitleId[] = []
    for (let number = 0; number < perGenre; number++) {
      const name = `${genre} ${number}`
      made.push((await playableFilm({ name, maturity, genres: [genre] })).titleId)
    }
    return made
  }
  const drama = await films('Drama', 6)
  const comedy = await films('Comedy', 6)
  const horror = await films('Horror', 16)
  const all = [...drama, ...comedy, ...horror]
  return { drama, comedy, horror, all, model: modelOf([drama, comedy, horror]) }
}

/** Whoever likes one film of a genre likes the others of it, the first ones more, and no others. */
function modelOf(genres: readonly TitleId[][]): NeighboursModel {
  const pairs = genres.flatMap((films) =>
    films.flatMap((from) =>
      films
        .filter((to) => to !== from)
        .map((to) => [from, to, 1 - films.indexOf(to) / 100] as [TitleId, TitleId, number])
    )
  )
  return new NeighboursModel(genres.flat(), pairs)
}

/** Says that a profile has watched a film to its end. */
export async function finish(client: ApiClient, who: Viewer, titleId: TitleId): Promise<void> {
  const response = await client
    .put(`/v1/profiles/${who.profileId}/history/${titleId}/watched`)
    .bearerToken(who.token)
    .json({ watched: true })
  response.assertStatus(204)
}

export interface ShownRail {
  id: string
  name: string
  kind: string
  model?: string
  because?: { id: string; name: string }
  items: { id: string; name: string; explored?: boolean }[]
}

export interface ShownHome {
  hero: { id: string } | null
  rails: ShownRail[]
  rail(kind: string): ShownRail | undefined
  /** Ids of all titles on rails, as often as they stand there. */
  ids: string[]
}

export async function homeOf(
  client: ApiClient,
  who: Viewer,
  profileId: string = who.profileId
): Promise<ShownHome> {
  const response = await client.get(`/v1/profiles/${profileId}/home`).bearerToken(who.token)
  response.assertStatus(200)
  const { hero, rails } = response.body() as { hero: { id: string } | null; rails: ShownRail[] }
  return {
    hero,
    rails,
    rail: (kind) => rails.find((rail) => rail.kind === kind),
    ids: rails.flatMap(({ items }) => items.map(({ id }) => id)),
  }
}
