import db from '@adonisjs/lucid/services/db'
import { personalData } from '#core/personal_data'

/** Impressions that an export holds: those of the newest weeks of somebody who looks around much. */
const MOST_IMPRESSIONS = 10_000

const FAVOURITES = 'recommendations.favourites'
const RESETS = 'recommendations.resets'
const OF_PROFILES = ['recommendations.impressions', FAVOURITES, RESETS]

/**
 * What recommendations keep of people: what profiles were shown and clicked, which titles they named
 * as ones they like, and when they began anew.
 */
personalData.register({
  section: 'recommendations',

  async exportOf({ profileIds }) {
    const ofProfiles = (table: string) => db.from(table).whereIn('profile_id', [...profileIds])
    const shown = await ofProfiles('recommendations.impressions')
      .orderBy('at', 'desc')
      .limit(MOST_IMPRESSIONS)
      .select('profile_id', 'at', 'event', 'rail', 'place', 'position', 'title_id', 'explored')
    const favourites = await ofProfiles(FAVOURITES)
      .orderBy(['profile_id', 'title_id'])
      .select('profile_id', 'title_id', 'chosen_at')
    const resets = await ofProfiles(RESETS).orderBy('profile_id').select('profile_id', 'reset_at')
    return { shown, favourites, begun_anew: resets }
  },

  async eraseAccount({ profileIds }) {
    for (const table of OF_PROFILES) {
      await db
        .from(table)
        .whereIn('profile_id', [...profileIds])
        .delete()
    }
  },

  async eraseProfile({ profileId }) {
    for (const table of OF_PROFILES) await db.from(table).where('profile_id', profileId).delete()
  },
})
