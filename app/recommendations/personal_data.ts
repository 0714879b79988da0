import db from '@adonisjs/lucid/services/db'
import { personalData } from '#core/personal_data'

/** Impressions that an export holds: those of the newest weeks of somebody who looks around much. */
const MOST_IMPRESSIONS = 10_000

/** What recommendations keep of people: what profiles were shown and clicked. */
personalData.register({
  section: 'recommendations',

  async exportOf({ profileIds }) {
    const impressions = await db
      .from('recommendations.impressions')
      .whereIn('profile_id', [...profileIds])
      .orderBy('at', 'desc')
      .limit(MOST_IMPRESSIONS)
      .select('profile_id', 'at', 'event', 'rail', 'place', 'position', 'title_id', 'explored')
    return { shown: impressions }
  },

  async eraseAccount({ profileIds }) {
    await db
      .from('recommendations.impressions')
      .whereIn('profile_id', [...profileIds])
      .delete()
  },

  async eraseProfile({ profileId }) {
    await db.from('recommendations.impressions').where('profile_id', profileId).delete()
  },
})
