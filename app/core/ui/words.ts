/** Words for numbers, as viewers read them. */

/** `1:02:03` or `2:03` for a media position in seconds. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** `1 h 42 min`, `24 min` or `30 s` for a running time in seconds. */
export function runningTime(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0
    ? `${minutes / 60} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `24 min left`, from where a profile stands. */
export function timeLeft(positionSeconds: number, durationSeconds: number): string {
  return `${runningTime(Math.max(1, durationSeconds - positionSeconds))} left`
}

/** `just now`, `12 minutes ago`, `3 hours ago`. */
export function ago(iso: string, nowMs = Date.now()): string {
  const minutes = Math.floor((nowMs - Date.parse(iso)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return hours === 1 ? 'an hour ago' : `${hours} hours ago`
  const days = Math.floor(hours / 24)
  return days === 1 ? 'yesterday' : `${days} days ago`
}

/** The rating badge: `PG` stays, 0 is `All`, 12 is `12+`. */
export function maturityBadge(maturity: number | string | null): string | null {
  if (maturity === null || maturity === '') return null
  if (typeof maturity === 'string') return maturity
  return maturity <= 0 ? 'All' : `${maturity}+`
}

/** `12 May 2031`, or `today` and `tomorrow`, for an ISO 8601 time. */
export function dayOf(iso: string, now = new Date()): string {
  const day = new Date(iso)
  const days = Math.round((startOfDay(day) - startOfDay(now)) / 86_400_000)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  const year = day.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year })
}

function startOfDay(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
}

/** `S2 E5`, or null when the numbers are not known. */
export function episodeLabel(season?: number | null, episode?: number | null): string | null {
  if (!episode) return null
  return season ? `S${season} E${episode}` : `Episode ${episode}`
}
