import type { EpisodeId, TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'

export type Wanted =
  { titleId: TitleId; episodeId?: undefined } | { episodeId: EpisodeId; titleId?: undefined }

/**
 * What a request is about: exactly one of a title and an episode.
 * @throws E_INVALID_REQUEST
 */
export function wantedOf({ titleId, episodeId }: { titleId?: string; episodeId?: string }): Wanted {
  if (titleId && !episodeId) return { titleId: titleId as TitleId }
  if (episodeId && !titleId) return { episodeId: episodeId as EpisodeId }
  const message = 'Name either titleId or episodeId.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'titleId', message }] })
}
