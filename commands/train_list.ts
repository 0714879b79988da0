import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

const MOST = 100

/** The newest models, and which of them serves. */
export default class TrainList extends BaseCommand {
  static override commandName = 'train:list'
  static override description = 'List the newest models, and which of them serves'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: `How many, up to ${MOST}`, default: 20 })
  declare limit: number

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { ListModels } = await import('#recommendations')
    if (!Number.isInteger(this.limit) || this.limit < 1 || this.limit > MOST) {
      this.exitCode = 1
      return this.logger.error(`--limit takes a whole number from 1 to ${MOST}.`)
    }
    const { items } = await new ListModels().handle({ limit: this.limit })
    if (this.json) return console.log(JSON.stringify(items))
    if (items.length === 0) return this.logger.info('There is no model yet: node ace train')
    const table = this.ui.table()
    table.head(['version', 'id', 'kind', 'state', 'NDCG', 'titles', 'trained'])
    for (const { version, id, kind, state, metrics, titles, createdAt } of items) {
      const ndcg = Object.entries(metrics).find(([name]) => name.startsWith('ndcg@'))
      const figure = ndcg ? `${ndcg[1].value.toFixed(4)} (@${ndcg[0].slice(5)})` : ''
      const at = createdAt.toISOString().slice(0, 16).replace('T', ' ')
      table.row([String(version), id, kind, state, figure, String(titles), at])
    }
    table.render()
  }
}
