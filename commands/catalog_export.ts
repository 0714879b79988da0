import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Writes the catalogue into a file, drafts included; of a feed, what is published. */
export default class CatalogExport extends BaseCommand {
  static override commandName = 'catalog:export'
  static override description = 'Export the catalogue as CSV, JSON or Media RSS'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The file, or - for standard output' })
  declare file: string

  @flags.string({ description: 'csv, json or mrss', required: true })
  declare format: string

  override async run() {
    const { EXCHANGE_FORMATS, ExportCatalogue } = await import('#catalog')
    const format = EXCHANGE_FORMATS.find((known) => known === this.format)
    if (!format) {
      this.exitCode = 1
      this.logger.error(`The format is one of ${EXCHANGE_FORMATS.join(', ')}`)
      return
    }
    const pieces = Readable.from(new ExportCatalogue().handle({ format }))
    if (this.file === '-') return pipeline(pieces, process.stdout, { end: false })
    await pipeline(pieces, createWriteStream(this.file))
    this.logger.success(`The catalogue is in ${this.file}`)
  }
}
