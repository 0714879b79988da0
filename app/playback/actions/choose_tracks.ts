import { clock } from '#core/clock'
import type { ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { RememberedTracks } from '../tracks/choose_tracks.js'

/** By `track_choices_pkey`. What is not chosen now stays as it was chosen before. */
const keepChoice = hot<never>(
  'playback.keep_track_choice',
  `insert into playback.track_choices as c (profile_id, title_id, audio_language, audio_label,
     text_chosen, text_language, text_forced, chosen_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (profile_id, title_id) do update set
     audio_language = coalesce(excluded.audio_language, c.audio_language),
     audio_label = case when excluded.audio_language is null then c.audio_label
       else excluded.audio_label end,
     text_chosen = c.text_chosen or excluded.text_chosen,
     text_language = case when excluded.text_chosen then excluded.text_language
       else c.text_language end,
     text_forced = case when excluded.text_chosen then excluded.text_forced else c.text_forced end,
     chosen_at = excluded.chosen_at`
)

/** Remembers which sound and subtitles a profile wants in a film or in all episodes of a show. */
export class ChooseTracks {
  async handle(input: {
    profileId: ProfileId
    titleId: TitleId
    chosen: RememberedTracks
  }): Promise<void> {
    const { audio, text } = input.chosen
    await keepChoice.rows([
      ...[input.profileId, input.titleId],
      ...[audio?.language ?? null, audio?.label ?? null],
      ...[text !== undefined, text?.language ?? null, text?.forced ?? false],
      clock.date(),
    ])
  }
}
