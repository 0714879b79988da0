import app from '@adonisjs/core/services/app'
import { Redis } from 'ioredis'
import queueConfig from '#config/queue'
import type { TranscodeJobId } from '#core/ids'
import type { JobState } from './models/transcode_job.js'

/** Where a job is now, as it is told to those who follow it. */
export interface JobProgress {
  id: TranscodeJobId
  state: JobState
  step: string | null
  /** Of the whole job, 0 to 100. */
  percent: number
  reason: { code: string; message: string } | null
}

const PROGRESS = 'flixflow:ingest:progress'
const CANCEL = 'flixflow:ingest:cancel'

type Listener<Message> = (message: Message) => void

/**
 * Tells every process at once of progress and of cancelled jobs, by Redis pub/sub. What is told
 * here may get lost while Redis is away: the truth is in PostgreSQL, and who depends on it looks
 * there as well.
 */
class JobSignals {
  #publisher: Redis | null = null
  #subscriber: Redis | null = null
  #progress = new Set<Listener<JobProgress>>()
  #cancel = new Set<Listener<TranscodeJobId>>()

  tellProgress(progress: JobProgress): void {
    this.#publish(PROGRESS, JSON.stringify(progress))
  }

  tellCancel(jobId: TranscodeJobId): void {
    this.#publish(CANCEL, jobId)
  }

  /** @returns a function that ends the listening */
  onProgress(listener: Listener<JobProgress>): () => void {
    this.#listen()
    this.#progress.add(listener)
    return () => this.#progress.delete(listener)
  }

  /** @returns a function that ends the listening */
  onCancel(listener: Listener<TranscodeJobId>): () => void {
    this.#listen()
    this.#cancel.add(listener)
    return () => this.#cancel.delete(listener)
  }

  close(): void {
    this.#publisher?.disconnect()
    this.#subscriber?.disconnect()
    this.#publisher = this.#subscriber = null
  }

  #publish(channel: string, message: string): void {
    this.#publisher ??= this.#connect()
    this.#publisher.publish(channel, message).catch(() => {})
  }

  #listen(): void {
    if (this.#subscriber) return
    this.#subscriber = this.#connect()
    this.#subscriber.on('message', (channel: string, message: string) => {
      if (channel === CANCEL) this.#cancel.forEach((hear) => hear(message as TranscodeJobId))
      else this.#progress.forEach((hear) => hear(JSON.parse(message) as JobProgress))
    })
    this.#subscriber.subscribe(PROGRESS, CANCEL).catch(() => {})
  }

  #connect(): Redis {
    if (!this.#publisher && !this.#subscriber) app.terminating(() => this.close())
    const redis = new Redis(queueConfig.redisUrl, {
      // Progress that could not be told at once is stale, so it is dropped instead of kept.
      maxRetriesPerRequest: 1,
      retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
    })
    redis.on('error', () => {})
    return redis
  }
}

export const jobSignals = new JobSignals()
