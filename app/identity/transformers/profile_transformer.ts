import type Profile from '../models/profile.js'

export function transformProfile(profile: Profile) {
  return {
    id: profile.id,
    name: profile.name,
    avatar: profile.avatar,
    language: profile.language,
    kids: profile.kids,
    maturityLimit: profile.maturityLimit,
    autoplayNextEpisode: profile.autoplayNextEpisode,
    autoplayPreviews: profile.autoplayPreviews,
    subtitleStyle: profile.subtitleStyle,
    hasPin: Boolean(profile.pinHash),
    createdAt: profile.createdAt.toUTC().toISO(),
  }
}
