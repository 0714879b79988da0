import { api, NoAnswer, RequestRefused, viewer } from '../../core/ui/api.js'
import type { ProblemDocument } from '../../core/ui/api_types.js'
import { must } from '../../core/ui/dom.js'

/** A request that the page's own `api` has no place for: files, and edits of a version that was seen. */
export async function studioApi<T>(
  path: string,
  options: { method: string; body?: unknown; file?: Blob; version?: number }
): Promise<T> {
  const { accessToken } = await viewer()
  const headers: Record<string, string> = { authorization: `Bearer ${accessToken}` }
  if (options.version !== undefined) headers['if-match'] = `"v${options.version}"`
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.file) headers['content-type'] = 'application/octet-stream'
  const response = await fetch(path, {
    method: options.method,
    headers,
    body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
  }).catch((cause: unknown) => {
    throw new NoAnswer(cause)
  })
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json()
  if (!response.ok) throw new RequestRefused(answer as ProblemDocument)
  return answer as T
}

export { api }

let hiding: ReturnType<typeof setTimeout> | undefined

/** Says for a moment what came of an action. */
export function say(message: string, tone: 'good' | 'bad' = 'good'): void {
  const toast = must('[data-toast]')
  toast.textContent = message
  toast.dataset['tone'] = tone
  toast.hidden = false
  clearTimeout(hiding)
  hiding = setTimeout(() => (toast.hidden = true), tone === 'bad' ? 9_000 : 3_000)
}

/** What went wrong, in words that name the fields. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof RequestRefused)) return 'No answer. Check your connection, then try again.'
  const {
    errors = [],
    title,
    detail,
  } = error.problem as ProblemDocument & {
    errors?: { field: string; message: string }[]
  }
  if (errors.length === 0) return detail ?? title
  return `${title}: ${errors.map(({ field, message }) => `${field}: ${message}`).join(' ')}`
}

/** Runs an editor's action; what is wrong is said, and the page stays as it is. */
export async function attempt<T>(work: () => Promise<T>, done?: string): Promise<T | null> {
  try {
    const result = await work()
    if (done) say(done)
    return result
  } catch (error) {
    say(wordsOf(error), 'bad')
    return null
  }
}
