import { readFile, writeFile } from 'node:fs/promises'

const LAST_CUE_SECONDS = 0.1

/**
 * Copies a WebVTT file and adds a silent last cue, so that its segments reach to the end of the
 * picture: players ask for a segment of every track for every two seconds.
 *
 * @returns whether there was any cue: a track without one is not worth a menu entry
 */
export async function writeFullLengthText(
  source: string,
  target: string,
  durationSeconds: number
): Promise<boolean> {
  const written = await readFile(source, 'utf8')
  const text = written.trimEnd()
  if (!text.includes('-->')) return false
  const start = timestamp(Math.max(0, durationSeconds - LAST_CUE_SECONDS))
  await writeFile(target, `${text}\n\n${start} --> ${timestamp(durationSeconds)}\n&nbsp;\n`)
  return true
}

/** `HH:MM:SS.mmm`, as in WebVTT section 4.1. */
export function timestamp(seconds: number): string {
  const total = Math.round(seconds * 1000)
  const part = (value: number, digits: number) => String(value).padStart(digits, '0')
  const [h, m, s] = [
    Math.floor(total / 3_600_000),
    Math.floor(total / 60_000) % 60,
    Math.floor(total / 1000) % 60,
  ]
  return `${part(h, 2)}:${part(m, 2)}:${part(s, 2)}.${part(total % 1000, 3)}`
}
