import { readFile, stat } from 'node:fs/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Brings a file into the catalogue, all of it or nothing. */
export default class CatalogImport extends BaseCommand {
  static override commandName = 'catalog:import'
  static override description = 'Import titles from a CSV, JSON or Media RSS file'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The file' })
  declare file: string

  @flags.string({ description: 'csv, json or mrss; without it the ending of the file says so' })
  declare format?: string

  @flags.boolean({ description: 'Name every bad row, and write nothing' })
  declare dryRun?: boolean

  override async run() {
    const { EXCHANGE_FORMATS, ImportCatalogue, MOST_IMPORT_BYTES } = await import('#catalog')
    const ending = this.file.split('.').at(-1)?.toLowerCase()
    const wanted = this.format ?? (ending === 'xml' ? 'mrss' : ending)
    const format = EXCHANGE_FORMATS.find((known) => known === wanted)
    if (!format) return this.#fail(`Say which it is: --format ${EXCHANGE_FORMATS.join(' | ')}`)
    const { size } = await stat(this.file)
    if (size > MOST_IMPORT_BYTES) return this.#fail('The file has more than 64 MiB: split it.')

    const content = await readFile(this.file)
    const report = await new ImportCatalogue().handle({ content, format, dryRun: this.dryRun })
    for (const { line, column, message } of report.problems) {
      this.logger.error(`line ${line}${column ? `, ${column}` : ''}: ${message}`)
    }
    const { items, created, updated, unchanged, problemCount } = report
    const counts = `${items} items: ${created} new, ${updated} changed, ${unchanged} as they were`
    if (problemCount > 0) return this.#fail(`${counts}, ${problemCount} problems; nothing imported`)
    this.logger.success(this.dryRun ? `${counts}; a dry run wrote nothing` : counts)
  }

  #fail(message: string): void {
    this.exitCode = 1
    this.logger.error(message)
  }
}
