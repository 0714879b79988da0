import { textSummary } from './text_summary.ts'
import { settings } from './settings.ts'

/** k6's end-of-test data: https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/ */
export interface SummaryData {
  state: { testRunDurationMs: number }
  metrics: Record<
    string,
    {
      type: 'trend' | 'counter' | 'rate' | 'gauge'
      contains: string
      values: Record<string, number>
      thresholds?: Record<string, { ok: boolean }>
    }
  >
}

/** Statistics kept of every trend; times in ms. */
export const SUMMARY_TREND_STATS = ['count', 'min', 'avg', 'med', 'p(90)', 'p(95)', 'p(99)', 'max']

/** Leaves the figures for the report, and a short table on the terminal. */
export function summarise(data: SummaryData): Record<string, string> {
  const outputs: Record<string, string> = { stdout: textSummary(data) }
  if (settings.resultFile) outputs[settings.resultFile] = JSON.stringify(data)
  return outputs
}
