import type { SizeMeasured } from './measure.js'

const MIB = 2 ** 20
const MILLION = 1e6

/** The sizes side by side in Markdown: whole training first, then each phase as seconds / MiB at its peak. */
export function tableOf(sizes: readonly SizeMeasured[]): string {
  const phaseNames = [...new Set(sizes.flatMap(({ phases }) => phases.map(({ name }) => name)))]
  const rows = [
    ['events (million)', ...sizes.map(({ events }) => (events / MILLION).toFixed(2))],
    ['profiles × titles', ...sizes.map(({ profiles, titles }) => `${profiles} × ${titles}`)],
    ['model', ...sizes.map(({ kind }) => kind)],
    ['**in all** (s)', ...sizes.map(({ seconds }) => `**${seconds.toFixed(1)}**`)],
    ['**peak memory** (MiB)', ...sizes.map(({ peakMemoryBytes }) => mebibytes(peakMemoryBytes))],
    ...phaseNames.map((name) => [name, ...sizes.map((size) => phaseOf(size, name))]),
    ['NDCG@20', ...sizes.map(({ chosen }) => chosen.ndcg.value.toFixed(3))],
    ['Recall@20', ...sizes.map(({ chosen }) => chosen.recall.value.toFixed(3))],
    ['NDCG@20 of popularity', ...sizes.map(({ popularity }) => ndcgOf(popularity))],
    ['NDCG@20 of EASE', ...sizes.map(({ ease }) => ndcgOf(ease))],
  ]
  const lines = rows.map((cells) => `| ${cells.join(' | ')} |`)
  const ruler = `|---|${'---:|'.repeat(sizes.length)}`
  return [lines[0], ruler, ...lines.slice(1)].join('\n')
}

/** A phase may run more than once. */
function phaseOf({ phases }: SizeMeasured, name: string): string {
  const runs = phases.filter((phase) => phase.name === name)
  if (runs.length === 0) return '-'
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0)
  return `${seconds.toFixed(1)} / ${mebibytes(Math.max(...runs.map((run) => run.peakMemoryBytes)))}`
}

function ndcgOf(judged: SizeMeasured['ease']): string {
  return judged ? judged.ndcg.value.toFixed(3) : '-'
}

function mebibytes(bytes: number): string {
  return Math.round(bytes / MIB).toString()
}
