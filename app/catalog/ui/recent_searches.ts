const KEY = 'flixflow.searches'
const MOST = 8

/** What was searched for on this device, newest first. It never leaves the device. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string').slice(0, MOST) : []
  } catch {
    return [] // Somebody else wrote there; nobody misses a list of old searches.
  }
}

export function rememberSearch(text: string): void {
  const others = recentSearches().filter((other) => other !== text)
  localStorage.setItem(KEY, JSON.stringify([text, ...others].slice(0, MOST)))
}

export function forgetSearches(): void {
  localStorage.removeItem(KEY)
}
