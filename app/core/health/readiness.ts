import { statfs } from 'node:fs/promises'
import db from '@adonisjs/lucid/services/db'
import redis from '@adonisjs/redis/services/main'
import { dataDir } from '#config/app'
import processes from '#config/processes'
import { webDrain } from '#core/process/web_drain'
import { countJobs } from '#core/queue'

export type Condition = 'ok' | 'degraded' | 'down'

/** One part that this process stands on. */
export interface PartHealth {
  status: Condition
  latencyMs: number
  [figure: string]: unknown
}

export interface Readiness {
  /** `degraded` still takes viewers: playing works. `down` and `draining` do not. */
  status: Condition | 'draining'
  parts: Record<'postgres' | 'redis' | 'disk' | 'queues', PartHealth>
}

const PATIENCE_MS = 2_000
/** Probes that come together share one look. */
const FRESH_MS = 500

let latest: { at: number; parts: Promise<Readiness['parts']> } | null = null

/** Whether this process can take viewers, and how the parts that it stands on are. */
export async function readiness(): Promise<Readiness> {
  const now = performance.now()
  if (!latest || now - latest.at > FRESH_MS) latest = { at: now, parts: look() }
  const parts = await latest.parts
  return { status: conditionOf(parts), parts }
}

function conditionOf(parts: Readiness['parts']): Readiness['status'] {
  if (webDrain.begun) return 'draining'
  if (parts.postgres.status === 'down') return 'down'
  return Object.values(parts).every(({ status }) => status === 'ok') ? 'ok' : 'degraded'
}

async function look(): Promise<Readiness['parts']> {
  const [postgres, disk, [redisHealth, queues]] = await Promise.all([
    measured(async () => void (await db.rawQuery('select 1'))),
    measured(lookAtDisk),
    lookAtRedis(),
  ])
  return { postgres, redis: redisHealth, disk, queues }
}

/** Bull waits for Redis to come back, so its queues are asked only when Redis answers. */
async function lookAtRedis(): Promise<[PartHealth, PartHealth]> {
  const health = await measured(async () => void (await redis.ping()))
  if (health.status === 'down') return [health, { status: 'down', latencyMs: 0 }]
  return [health, await measured(async () => ({ jobs: await countJobs() }))]
}

async function lookAtDisk() {
  const { bavail, bsize } = await statfs(dataDir)
  const freeBytes = bavail * bsize
  const status: Condition = freeBytes < processes.leastDiskBytes ? 'degraded' : 'ok'
  return { freeBytes, status }
}

async function measured(ask: () => Promise<object | void>): Promise<PartHealth> {
  const startedAt = performance.now()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('No answer in time')), PATIENCE_MS)
  const latencyMs = () => Math.round((performance.now() - startedAt) * 100) / 100
  try {
    const figures = await Promise.race([ask(), late.promise])
    return { status: 'ok', latencyMs: latencyMs(), ...figures }
  } catch {
    return { status: 'down', latencyMs: latencyMs() }
  } finally {
    clearTimeout(timer)
  }
}
