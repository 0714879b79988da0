import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { isId, type TitleId } from '#core/ids'
import { refuse, runGeneration } from '../bin/generation.js'

const MOST_TITLES = 200_000

/** Fills the catalogue with invented titles; the same seed gives the same ones. */
export default class CatalogGenerate extends BaseCommand {
  static override commandName = 'catalog:generate'
  static override description = 'Fill the catalogue with invented films and shows, reproducibly'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'How many films and shows', default: 10_000 })
  declare titles: number

  @flags.number({ description: 'The same seed gives the same catalogue', default: 42 })
  declare seed: number

  @flags.boolean({ description: 'Remove what was generated before' })
  declare replace: boolean

  @flags.string({ description: 'Id of a title that can be played, whose video all shall play' })
  declare assetOf?: string

  @flags.boolean({ description: 'Print one line of JSON' })
  declare json: boolean

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { GenerateCatalogue } = await import('#catalog')
    const wrong = this.#wrongFlag()
    if (wrong) return refuse(this, wrong)
    await runGeneration(this, {
      work: (onProgress) =>
        new GenerateCatalogue().handle({
          titles: this.titles,
          seed: this.seed,
          replace: this.replace,
          assetOf: this.assetOf as TitleId | undefined,
          onProgress,
        }),
      words: ({ titles, episodes, people }) =>
        `${titles} titles with ${episodes} episodes and ${people} people`,
      alreadyCode: 'catalog.generated-already',
    })
  }

  #wrongFlag(): string | null {
    if (!Number.isInteger(this.titles) || this.titles < 1 || this.titles > MOST_TITLES) {
      return `--titles takes a whole number from 1 to ${MOST_TITLES}`
    }
    if (!Number.isSafeInteger(this.seed) || this.seed < 0) return '--seed takes a whole number'
    if (this.assetOf !== undefined && !isId(this.assetOf))
      return '--asset-of takes the id of a title'
    return null
  }
}
