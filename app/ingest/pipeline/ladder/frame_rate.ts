import type { Rational, VideoTrack } from '../inspect/source_probe.js'

const STANDARD_RATES: Rational[] = [
  [24000, 1001],
  [24, 1],
  [25, 1],
  [30000, 1001],
  [30, 1],
  [48, 1],
  [50, 1],
  [60000, 1001],
  [60, 1],
].map(([numerator, denominator]) => ({ numerator: numerator!, denominator: denominator! }))

const LEAST_RATE = 5
const MOST_RATE = 60
/** 24 and 23.976 differ by 0.1 per cent, so anything nearer than half of that is a rounding. */
const SAME_RATE = 0.0005
/** Above this the lowest rungs show every second frame: small pictures gain nothing from 50. */
const SMOOTH_RATE = 30

export function framesPerSecond(rate: Rational): number {
  return rate.numerator / rate.denominator
}

/**
 * The steady rate that a source is shown at: its own when steady, else the next standard rate that
 * drops no frame; fields become frames; never above 60.
 */
export function chooseFrameRate(video: VideoTrack): Rational {
  const shown = framesPerSecond(video.frameRate) * (video.interlaced ? 2 : 1)
  const wanted = shown > MOST_RATE * (1 + SAME_RATE) ? divided(shown) : shown
  const standard = STANDARD_RATES.find((rate) => isSame(framesPerSecond(rate), wanted))
  if (standard) return standard
  if (video.variableFrameRate) return nextStandard(wanted)
  return { numerator: Math.round(Math.max(LEAST_RATE, wanted) * 1000), denominator: 1000 }
}

/**
 * The rate for small rungs: half of a high whole rate, so that both have a frame on every second
 * second. Rates such as 59.94 keep all frames, since half of them would cut segments elsewhere.
 */
export function smallRungRate(rate: Rational): Rational {
  const wholeAndEven = rate.denominator === 1 && rate.numerator % 2 === 0
  if (framesPerSecond(rate) <= SMOOTH_RATE || !wholeAndEven) return rate
  return { numerator: rate.numerator / 2, denominator: 1 }
}

function divided(rate: number): number {
  return rate / Math.ceil(rate / (MOST_RATE * (1 + SAME_RATE)))
}

function nextStandard(rate: number): Rational {
  const notLess = STANDARD_RATES.find((standard) => framesPerSecond(standard) >= rate * 0.99)
  return notLess ?? STANDARD_RATES.at(-1)!
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) / b < SAME_RATE
}
