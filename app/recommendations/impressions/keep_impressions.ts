import { NO_PARTITION } from '#core/daily_partitions'
import { hot } from '#core/sql'
import type { Impression } from './impression.js'
import { impressionPartitions } from './impression_partitions.js'

interface Column {
  name: string
  type: string
  of: (seen: Impression) => unknown
}

const time = (at: number) => new Date(at).toISOString()

const COLUMNS: Column[] = [
  { name: 'day', type: 'date', of: (seen) => time(seen.receivedAt).slice(0, 10) },
  { name: 'profile_id', type: 'uuid', of: (seen) => seen.profileId },
  { name: 'view_id', type: 'uuid', of: (seen) => seen.viewId },
  { name: 'event', type: 'text', of: (seen) => seen.event },
  { name: 'place', type: 'smallint', of: (seen) => seen.place },
  { name: 'position', type: 'smallint', of: (seen) => seen.position },
  { name: 'rail', type: 'text', of: (seen) => seen.rail },
  { name: 'title_id', type: 'uuid', of: (seen) => seen.titleId },
  { name: 'explored', type: 'boolean', of: (seen) => seen.explored ?? false },
  { name: 'model_id', type: 'uuid', of: (seen) => seen.model ?? null },
  { name: 'experiment_id', type: 'uuid', of: (seen) => seen.experiment?.id ?? null },
  { name: 'arm', type: 'text', of: (seen) => seen.experiment?.arm ?? null },
  { name: 'at', type: 'timestamptz', of: (seen) => time(seen.at) },
]

const names = COLUMNS.map(({ name }) => name).join(', ')

/**
 * What was kept already stays as it is. A model that there is not is none: whatever a client says,
 * no row names one that never chose anything. By `models_pkey` and the partition's key.
 */
const keepNew = hot<never>(
  'recommendations.keep_impressions',
  `insert into recommendations.impressions (${names})
   select ${COLUMNS.map(({ name }) => (name === 'model_id' ? 'm.id' : `seen.${name}`)).join(', ')}
   from unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})
     as seen (${names})
     left join recommendations.models m on m.id = seen.model_id
   on conflict do nothing`
)

/** Writes impressions in one statement, which is on disk when this returns. */
export async function keepImpressions(impressions: Impression[]): Promise<void> {
  const values = COLUMNS.map(({ of }) => impressions.map(of))
  await keepNew.rows(values).catch(async (error: { code?: string }) => {
    if (error.code !== NO_PARTITION) throw error
    const received = impressions.map(({ receivedAt }) => receivedAt)
    await impressionPartitions.make(Math.min(...received), Math.max(...received))
    await keepNew.rows(values)
  })
}
