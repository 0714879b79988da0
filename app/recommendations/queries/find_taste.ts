import { createHash } from 'node:crypto'
import { FindOpinions, type Opinions } from '#catalog'
import type { ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { FindViewedTitles, type ViewedTitle } from '#playback'

/** All that is known of what a profile likes, as of now. */
export interface ProfileTaste {
  profileId: ProfileId
  /** Newest first. */
  viewed: readonly ViewedTitle[]
  opinions: Opinions
  favourites: readonly TitleId[]
  /** When they were chosen, which is all at once. */
  favouritesAt: Date | null
  /** What was watched before this says nothing any more. */
  resetAt: Date | null
  /** Differs when anything of it does. */
  mark: string
}

interface ToldRow {
  favourites: TitleId[]
  favourites_at: Date | null
  reset_at: Date | null
}

/** By `favourites_pkey` and `resets_pkey`. */
const told = hot<ToldRow>(
  'recommendations.told_taste',
  `select
     array(
       select f.title_id from recommendations.favourites f where f.profile_id = $1
       order by f.title_id) as favourites,
     (select max(f.chosen_at) from recommendations.favourites f where f.profile_id = $1)
       as favourites_at,
     (select r.reset_at from recommendations.resets r where r.profile_id = $1) as reset_at`
)

/** What a profile watched, says and chose: two queries, and one more where opinions are not at hand. */
export class FindTaste {
  async handle(input: { profileId: ProfileId; opinions?: Opinions }): Promise<ProfileTaste> {
    const { profileId } = input
    const [viewed, [row], opinions] = await Promise.all([
      new FindViewedTitles().handle({ profileId }),
      told.rows([profileId]),
      input.opinions ?? new FindOpinions().handle({ profileId }),
    ])
    const { favourites, favourites_at: favouritesAt, reset_at: resetAt } = row!
    const taste = { profileId, viewed, opinions, favourites, favouritesAt, resetAt }
    return { ...taste, mark: markOf(taste) }
  }
}

function markOf({ viewed, opinions, favourites, resetAt }: Omit<ProfileTaste, 'mark'>): string {
  const hash = createHash('sha1').update(`${resetAt?.getTime()} ${favourites.join(' ')}`)
  for (const { titleId, watchedAt, completion, finishedParts } of viewed) {
    hash.update(`\n${titleId} ${watchedAt.getTime()} ${completion} ${finishedParts}`)
  }
  for (const [titleId, { opinion, givenAt }] of opinions) {
    hash.update(`\n${titleId} ${opinion} ${givenAt}`)
  }
  return hash.digest('base64url')
}
