import { viewer } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { attempt, studioApi } from './studio_api.js'
import { button, section } from './studio_fields.js'

interface Report {
  dryRun: boolean
  imported: boolean
  items: number
  created: number
  updated: number
  unchanged: number
  problemCount: number
  problems: { line: number; column: string | null; message: string }[]
}

const FORMATS = ['csv', 'json', 'mrss'] as const

/** A file is tried first: what is wrong stands in a table; only a clean one can be imported. */
export function showImport(main: HTMLElement): Promise<void> {
  const outcome = h('div', {})
  const run = async (file: File, dryRun: boolean) => {
    const query = new URLSearchParams({ format: formatOf(file.name), dryRun: String(dryRun) })
    const report = await attempt(() =>
      studioApi<Report>(`/v1/staff/catalogue/import?${query.toString()}`, { method: 'POST', file })
    )
    if (report) outcome.replaceChildren(reportOf(report, () => void run(file, false)))
  }
  const input = h('input', {
    type: 'file',
    accept: '.csv,.json,.xml,.mrss,.rss',
    class: 'visually-hidden',
    onchange: () => {
      const file = input.files?.[0]
      if (file) void run(file, true)
    },
  })
  main.replaceChildren(
    h('header', { class: 'studio-head' }, h('h1', {}, 'Import and export')),
    section(
      'Import',
      h(
        'p',
        { class: 'studio-quiet' },
        'CSV, JSON or Media RSS. A file is tried before anything is written.'
      ),
      h(
        'div',
        {},
        button('Choose a file', () => input.click(), 'strong'),
        input
      ),
      outcome
    ),
    section(
      'Export',
      h(
        'div',
        { class: 'studio-buttons' },
        ...FORMATS.map((format) => button(format.toUpperCase(), () => void download(format)))
      )
    )
  )
  return Promise.resolve()
}

function formatOf(name: string): (typeof FORMATS)[number] {
  const ending = name.split('.').at(-1)?.toLowerCase()
  return ending === 'csv' || ending === 'json' ? ending : 'mrss'
}

function reportOf(report: Report, proceed: () => void): HTMLElement {
  const { items, created, updated, unchanged, problemCount, problems } = report
  const words = `${items} items: ${created} new, ${updated} changed, ${unchanged} as they were`
  if (report.imported) return h('p', { class: 'studio-done' }, `Imported. ${words}.`)
  if (problemCount === 0) {
    return h(
      'div',
      { class: 'studio-buttons' },
      h('p', {}, `${words}.`),
      button('Import', proceed, 'strong')
    )
  }
  return h(
    'div',
    {},
    h(
      'p',
      { class: 'studio-missing' },
      `${words}; ${problemCount} problems. Nothing can be imported.`
    ),
    h(
      'table',
      { class: 'studio-table' },
      h(
        'thead',
        {},
        h('tr', {}, h('th', {}, 'Line'), h('th', {}, 'Column'), h('th', {}, 'Problem'))
      ),
      h(
        'tbody',
        {},
        ...problems.map(({ line, column, message }) =>
          h('tr', {}, h('td', {}, String(line)), h('td', {}, column ?? ''), h('td', {}, message))
        )
      )
    )
  )
}

async function download(format: string): Promise<void> {
  const blob = await attempt(async () => {
    const { accessToken } = await viewer()
    const response = await fetch(`/v1/staff/catalogue/export?format=${format}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    return response.blob()
  })
  if (!blob) return
  const url = URL.createObjectURL(blob)
  h('a', { href: url, download: `catalogue.${format === 'mrss' ? 'xml' : format}` }).click()
  URL.revokeObjectURL(url)
}
