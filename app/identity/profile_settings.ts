import type { Avatar } from './avatars.js'
import type { SubtitleStyle } from './subtitle_style.js'

/** What a viewer chooses for a profile, besides its name. */
export interface ProfileSettings {
  avatar?: Avatar | null
  /** Preferred language of texts and sound (BCP 47). */
  language?: string
  kids?: boolean
  /** Years of age. */
  maturityLimit?: number
  autoplayNextEpisode?: boolean
  autoplayPreviews?: boolean
  subtitleStyle?: SubtitleStyle | null
}
