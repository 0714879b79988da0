import vine from '@vinejs/vine'
import { MODEL_KINDS } from '#ml/models/model'
import { ARMS } from '../experiments/experiment.js'
import { MODEL_STATES } from '../registry/model_record.js'
import { RUN_OUTCOMES } from '../training/training_run.js'

const time = () => vine.string().meta({ format: 'date-time' })
const number = () => vine.number({ strict: true })

/** Figures by the metric's name in a report, such as `ndcg@20`. */
const metrics = () =>
  vine.record(vine.object({ value: number(), low: number().nullable(), high: number().nullable() }))

const modelAnswer = {
  id: vine.string().uuid(),
  version: number(),
  kind: vine.enum(MODEL_KINDS),
  state: vine.enum(MODEL_STATES),
  titles: number(),
  bytes: number(),
  /** Of the held-out part of its own run. */
  metrics: metrics(),
  createdAt: time(),
  promotedAt: time().nullable(),
}

export const modelListAnswer = vine.create({
  items: vine.array(vine.object(modelAnswer)),
  nextCursor: vine.string().nullable(),
})

export const promotedAnswer = vine.create(modelAnswer)

export const runListAnswer = vine.create({
  items: vine.array(
    vine.object({
      id: vine.string().uuid(),
      startedAt: time(),
      finishedAt: time().nullable(),
      outcome: vine.enum([...RUN_OUTCOMES, 'running'] as const),
      /** In words; null while it runs. */
      reason: vine.string().nullable(),
      modelId: vine.string().uuid().nullable(),
      modelVersion: number().nullable(),
      /** What it learned from; null where it did not come so far. */
      data: vine
        .object({ profiles: number(), titles: number(), interactions: number() })
        .nullable(),
      /** Of the chosen model and of those that it was compared with. */
      metrics: vine.record(metrics().nullable()).nullable(),
    })
  ),
  nextCursor: vine.string().nullable(),
})

const experimentFields = {
  id: vine.string().uuid(),
  modelA: vine.string().uuid(),
  modelB: vine.string().uuid(),
  /** Share of the profiles that B serves. */
  shareB: number(),
  startedAt: time(),
  endedAt: time().nullable(),
}

export const experimentListAnswer = vine.create({
  items: vine.array(vine.object(experimentFields)),
  nextCursor: vine.string().nullable(),
})

const rate = { value: number(), low: number(), high: number() }
const arm = () => vine.enum(ARMS)
/** Titles that were shown, clicked, and clicked and watched. */
const counts = { shown: number(), clicked: number(), watched: number() }

export const experimentReportAnswer = vine.create({
  experiment: vine.object(experimentFields),
  arms: vine.array(
    vine.object({
      ...{ arm: arm(), model: vine.string().uuid(), profiles: number(), ...counts },
      /** Per title shown, with their 95 % intervals. */
      clickRate: vine.object(rate),
      playThroughRate: vine.object(rate),
    })
  ),
  /** By how much B's play-through rate is above A's. */
  difference: vine.object({ ...rate, better: number() }),
  sampleRatio: vine.object({
    ...{ expected: number(), observed: number(), p: number() },
    mismatch: vine.boolean(),
  }),
  byRail: vine.array(vine.object({ rail: vine.string(), arm: arm(), ...counts })),
  byPosition: vine.array(vine.object({ position: number(), arm: arm(), ...counts })),
})
