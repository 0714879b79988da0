import { NoAnswer, RequestRefused } from '../../core/ui/api.js'

/** What went wrong with a request, in words that a viewer can act on. */
export function wordsOf(error: unknown): string {
  if (error instanceof NoAnswer) return 'We could not reach FlixFlow. Check your connection.'
  if (!(error instanceof RequestRefused)) throw error
  return error.problem.errors?.[0]?.message ?? error.message
}
