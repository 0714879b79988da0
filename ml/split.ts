import { E_TOO_LITTLE_DATA } from './errors.js'
import type { Interactions } from './dataset/interactions.js'
import { seededRandom } from './random.js'

export const SPLIT_KINDS = ['random', 'last', 'time'] as const
export type SplitKind = (typeof SPLIT_KINDS)[number]

/** What a model may learn from, and what it is then asked to find: same profiles and titles. */
export interface Split {
  train: Interactions
  heldOut: Interactions
}

/** Share of the likes that is held out, of all or from the end of time. */
const HELD_OUT = 0.2

/**
 * Splits what was watched in two. Only likes are held out: what was seen and left (weight 0) is
 * nothing to recommend, and stays in training, where it is not recommended again.
 * @param seed of the random split; the others need none
 * @throws E_TOO_LITTLE_DATA when nothing would be left to hold out, or to train on
 */
export function split(data: Interactions, kind: SplitKind, seed: number): Split {
  if (kind === 'random') return splitRandomly(data, seed)
  return kind === 'last' ? splitLast(data) : splitByTime(data)
}

/** Every like is held out with the same chance, whoever's it is. */
export function splitRandomly(data: Interactions, seed: number, share = HELD_OUT): Split {
  const random = seededRandom(seed)
  const isHeldOut = new Uint8Array(data.columns.length)
  for (let cell = 0; cell < isHeldOut.length; cell++) {
    // Drawn for every cell, so that a weight changes the fate of no other cell.
    const drawn = random() < share
    if (drawn && data.weights[cell]! > 0) isHeldOut[cell] = 1
  }
  return divide(data, isHeldOut)
}

/** The newest like of each profile with two or more is held out. */
export function splitLast(data: Interactions): Split {
  const isHeldOut = new Uint8Array(data.columns.length)
  for (let profile = 0; profile < data.profiles.length; profile++) {
    let likes = 0
    let newest = -1
    for (let cell = data.rowStart[profile]!; cell < data.rowStart[profile + 1]!; cell++) {
      if (data.weights[cell]! === 0) continue
      likes++
      newest = cell
    }
    if (likes > 1) isHeldOut[newest] = 1
  }
  return divide(data, isHeldOut)
}

/** Likes after the moment by which all but this share had happened are held out. */
export function splitByTime(data: Interactions, share = HELD_OUT): Split {
  const moment = momentBefore(data, share)
  const isHeldOut = new Uint8Array(data.columns.length)
  for (let cell = 0; cell < isHeldOut.length; cell++) {
    if (data.weights[cell]! > 0 && data.times[cell]! > moment) isHeldOut[cell] = 1
  }
  return divide(data, isHeldOut)
}

function momentBefore(data: Interactions, share: number): number {
  const times = new Float64Array(data.times.length)
  let likes = 0
  for (let cell = 0; cell < times.length; cell++) {
    if (data.weights[cell]! > 0) times[likes++] = data.times[cell]!
  }
  const sorted = times.subarray(0, likes).sort()
  return sorted[Math.ceil(likes * (1 - share)) - 1] ?? 0
}

function divide(data: Interactions, isHeldOut: Uint8Array): Split {
  const train = pick(data, isHeldOut, 0)
  const heldOut = pick(data, isHeldOut, 1)
  if (heldOut.columns.length === 0) {
    throw new E_TOO_LITTLE_DATA('The data cannot be split: nothing would be held out')
  }
  if (train.columns.length === 0) {
    throw new E_TOO_LITTLE_DATA('The data cannot be split: nothing would be left to train on')
  }
  return { train, heldOut }
}

function pick(data: Interactions, isHeldOut: Uint8Array, side: 0 | 1): Interactions {
  const rowStart = new Uint32Array(data.rowStart.length)
  const cells = new Uint32Array(countOf(isHeldOut, side))
  let picked = 0
  for (let profile = 0; profile < data.profiles.length; profile++) {
    for (let cell = data.rowStart[profile]!; cell < data.rowStart[profile + 1]!; cell++) {
      if (isHeldOut[cell] === side) cells[picked++] = cell
    }
    rowStart[profile + 1] = picked
  }
  // Plain loops: `filter` of a typed array would box every number.
  const columns = new Uint32Array(picked)
  const weights = new Float32Array(picked)
  const times = new Float64Array(picked)
  for (let place = 0; place < picked; place++) {
    const cell = cells[place]!
    columns[place] = data.columns[cell]!
    weights[place] = data.weights[cell]!
    times[place] = data.times[cell]!
  }
  return { profiles: data.profiles, titles: data.titles, rowStart, columns, weights, times }
}

function countOf(isHeldOut: Uint8Array, side: 0 | 1): number {
  let count = 0
  for (const mark of isHeldOut) if (mark === side) count++
  return count
}
