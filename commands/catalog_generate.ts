import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { isId, type TitleId } from '#core/ids'
import { GenerateProgress } from '../bin/generate_progress.js'

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
    const { ProblemError } = await import('#core/problem')
    const wrong = this.#wrongFlag()
    if (wrong) return this.#refuse(wrong)
    const began = performance.now()
    const progress = new GenerateProgress(this.json)
    try {
      const made = await new GenerateCatalogue().handle({
        titles: this.titles,
        seed: this.seed,
        replace: this.replace,
        assetOf: this.assetOf as TitleId | undefined,
        onProgress: (step, share) => progress.show(step, share),
      })
      const seconds = Math.round(performance.now() - began) / 1000
      progress.stop()
      if (this.json) return console.log(JSON.stringify({ ...made, seed: this.seed, seconds }))
      const { titles, episodes, people } = made
      this.logger.success(
        `${titles} titles with ${episodes} episodes and ${people} people in ${seconds.toFixed(1)} s`
      )
    } catch (error) {
      progress.stop()
      if (!(error instanceof ProblemError)) throw error
      this.#refuse(
        `${error.message}${error.code === 'catalog.generated-already' ? ' (--replace)' : ''}`
      )
    }
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

  #refuse(message: string) {
    this.exitCode = 1
    this.logger.error(message)
  }
}
