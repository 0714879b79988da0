import { writeFile } from 'node:fs/promises'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** How well playing goes, in the terminal, as JSON and as a page with plots. */
export default class QoeReport extends BaseCommand {
  static override commandName = 'qoe:report'
  static override description = 'Report how well playing goes: start times, rebuffering, failures'
  static override options: CommandOptions = { startApp: true }
  static override help = [
    'Times are UTC; without a span it is the last day:',
    '```',
    '{{ binaryName }} qoe:report --from 2026-11-01 --to 2026-11-08 --by country --html report.html',
    '```',
  ]

  @flags.string({ description: 'First day or moment, ISO 8601' })
  declare from?: string

  @flags.string({ description: 'Day or moment after the last, ISO 8601' })
  declare to?: string

  @flags.string({ description: 'device, country, network, title or version', default: 'device' })
  declare by: string

  @flags.string({ description: 'Write the figures to this file as JSON' })
  declare json?: string

  @flags.string({ description: 'Write a page with plots to this file' })
  declare html?: string

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const {
      FindQuality,
      QUALITY_DIMENSIONS,
      RollUpQuality,
      qualityPage,
      qualitySpan,
      transformQuality,
    } = await import('#playback')
    const { ProblemError } = await import('#core/problem')
    const by = QUALITY_DIMENSIONS.find((dimension) => dimension === this.by)
    if (!by) return this.#refuse(`--by is one of ${QUALITY_DIMENSIONS.join(', ')}.`)
    try {
      const span = qualitySpan({ from: this.from, to: this.to })
      // Reports that came since the worker's last round are in it too.
      await new RollUpQuality().handle()
      const report = transformQuality(await new FindQuality().handle({ ...span, by, limit: 50 }))
      await this.#print(report)
      if (this.json) await writeFile(this.json, `${JSON.stringify(report, null, 2)}\n`)
      if (this.html) await writeFile(this.html, qualityPage(report))
      for (const path of [this.json, this.html]) if (path) this.logger.info(`Written: ${path}`)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      this.#refuse(error.message)
    }
  }

  async #print(report: Parameters<typeof import('#playback').qualityPage>[0]) {
    const { QUALITY_HEAD, qualityRow } = await import('#playback')
    const table = this.ui.table().head([this.by, ...QUALITY_HEAD.slice(1)])
    for (const group of report.groups) table.row(qualityRow(group.name, group))
    table.row(qualityRow('all', report.total))
    this.logger.log(
      `${report.from} to ${report.to}, start times within ±${report.accuracy * 100} %`
    )
    table.render()
  }

  #refuse(words: string) {
    this.exitCode = 1
    this.logger.error(words)
  }
}
