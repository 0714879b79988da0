import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Makes what search looks in anew, from the whole catalogue. */
export default class SearchIndex extends BaseCommand {
  static override commandName = 'search:index'
  static override description = 'Make all search documents anew'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { RebuildSearch } = await import('#catalog')
    const began = performance.now()
    const documents = await new RebuildSearch().handle()
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    this.logger.success(`${documents} search documents in ${seconds} s`)
  }
}
