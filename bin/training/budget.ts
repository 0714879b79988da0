const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000 }
const LEAST_MS = 1000
const MOST_MS = 24 * 3_600_000

/** A span as `90s`, `10m` or `1.5h`, in milliseconds; null when it is none, or beyond 1 s to 24 h. */
export function parseBudget(text: string): number | null {
  const [, amount, unit] = /^(\d{1,6}(?:\.\d{1,3})?)([smh])$/.exec(text.trim()) ?? []
  if (amount === undefined) return null
  const ms = Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS]
  return ms >= LEAST_MS && ms <= MOST_MS ? ms : null
}
