import { chartFigure } from '../../core/charts/chart.js'
import { CHART_STYLE, DARK_PALETTE } from '../../core/charts/style.js'
import { api, goToLogIn, isLoggedOut } from '../../core/ui/api.js'
import { h, must } from '../../core/ui/dom.js'
import { failureNotice, notice } from '../../core/ui/notice.js'
import { startSiteHeader } from '../../core/ui/site_header.js'
import {
  QUALITY_HEAD,
  type ShownReport,
  qualityCharts,
  qualityHeadlines,
  qualityRow,
} from '../quality/quality_words.js'

const HOUR_MS = 3_600_000

/** The page /staff/quality: figures, plots and a table of one span, by one dimension. */
class QualityPage {
  #form = must<HTMLFormElement>('[data-form]')
  #place = must('[data-report]')
  #asked = 0

  constructor() {
    document.head.append(h('style', {}, DARK_PALETTE + CHART_STYLE))
    const chosen = new URLSearchParams(location.search)
    for (const name of ['hours', 'by']) {
      const select = this.#select(name)
      const value = chosen.get(name)
      if ([...select.options].some((option) => option.value === value)) select.value = value!
    }
    this.#form.addEventListener('change', () => this.#show())
    this.#show()
  }

  #select(name: string): HTMLSelectElement {
    return must<HTMLSelectElement>(`[name=${name}]`, this.#form)
  }

  #show() {
    const [hours, by] = ['hours', 'by'].map((name) => this.#select(name).value) as [string, string]
    history.replaceState(null, '', `?${new URLSearchParams({ hours, by })}`)
    const asked = ++this.#asked
    const from = new Date(Date.now() - Number(hours) * HOUR_MS).toISOString()
    const query = new URLSearchParams({ from, by, limit: '50' })
    must('[data-quality]').setAttribute('aria-busy', 'true')
    api<ShownReport>(`/v1/staff/quality?${query}`)
      .then((report) => asked === this.#asked && this.#paint(report))
      .catch((error: unknown) => this.#failed(error))
  }

  #paint(report: ShownReport) {
    must('[data-quality]').removeAttribute('aria-busy')
    if (report.total.plays === 0) {
      const words = 'No player has reported in this span. Sums are made every ten minutes.'
      return this.#place.replaceChildren(notice('Nothing was played', words))
    }
    const charts = h('div', { class: 'quality-charts' })
    charts.innerHTML = qualityCharts(report).map(chartFigure).join('')
    this.#place.replaceChildren(headlines(report), charts, table(report))
  }

  #failed(error: unknown) {
    if (isLoggedOut(error)) return goToLogIn()
    must('[data-quality]').removeAttribute('aria-busy')
    this.#place.replaceChildren(failureNotice(error, () => location.reload()))
  }
}

function headlines(report: ShownReport): HTMLElement {
  return h(
    'dl',
    { class: 'quality-headlines' },
    ...qualityHeadlines(report).map(({ value, words }) =>
      h('div', {}, h('dd', {}, value), h('dt', {}, words))
    )
  )
}

function table(report: ShownReport): HTMLElement {
  const rows = [
    ...report.groups.map((group) => qualityRow(group.name, group)),
    qualityRow('All', report.total),
  ]
  return h(
    'div',
    {
      'class': 'quality-table',
      'tabindex': 0,
      'role': 'region',
      'aria-label': 'Figures by dimension',
    },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...QUALITY_HEAD.map((head) => h('th', { scope: 'col' }, head)))),
      h(
        'tbody',
        {},
        ...rows.map(([name, ...figures]) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, name),
            ...figures.map((figure) => h('td', {}, figure))
          )
        )
      )
    )
  )
}

startSiteHeader().catch(() => undefined)
new QualityPage()
