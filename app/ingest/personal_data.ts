import db from '@adonisjs/lucid/services/db'
import { personalData } from '#core/personal_data'

/** Both hold the id of the editor who brought the file. */
const AUTHORED = ['ingest.uploads', 'ingest.transcode_jobs'] as const

/** What ingest keeps of an editor: that an upload, or a job, was theirs. The film itself stays. */
personalData.register({
  section: 'uploads',

  async exportOf({ accountId }) {
    const uploads = await db
      .from('ingest.uploads')
      .where('account_id', accountId)
      .orderBy('id')
      .select('id', 'filename', 'title_id', 'episode_id', 'size_bytes', 'state', 'created_at')
    const jobs = await db
      .from('ingest.transcode_jobs')
      .where('account_id', accountId)
      .orderBy('id')
      .select('id', 'filename', 'title_id', 'episode_id', 'state', 'created_at', 'finished_at')
    return { uploads, jobs }
  },

  async eraseAccount({ accountId }) {
    for (const table of AUTHORED) {
      await db.from(table).where('account_id', accountId).update({ account_id: null })
    }
  },

  async eraseProfile() {},
})
