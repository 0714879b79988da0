import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { refuse, runGeneration } from '../bin/generation.js'

const MOST_PROFILES = 1_000_000
const MOST_PER_PROFILE = 1_000
const MOST_GROUPS = 256
const MOST_WEEKS = 104

/** Makes viewers with planted tastes, and histories as they would have watched them. */
export default class HistoryGenerate extends BaseCommand {
  static override commandName = 'history:generate'
  static override description = 'Make viewers with tastes and histories, reproducibly'
  static override options: CommandOptions = { startApp: true }

  @flags.number({ description: 'How many viewers', default: 20_000 })
  declare profiles: number

  @flags.number({ description: 'Titles that a viewer watches on average', default: 50 })
  declare perProfile: number

  @flags.number({ description: 'Groups of viewers who share a taste', default: 16 })
  declare groups: number

  @flags.number({ description: 'How many weeks the histories go back', default: 26 })
  declare weeks: number

  @flags.number({ description: 'The same seed gives the same histories', default: 42 })
  declare seed: number

  @flags.string({ description: 'When the histories end (ISO 8601); by default this hour' })
  declare until?: string

  @flags.boolean({ description: 'Remove what was generated before' })
  declare replace: boolean

  @flags.boolean({ description: 'Print one line of JSON' })
  declare json: boolean

  override async run() {
    // The module reads settings that are not there before the application has booted.
    const { GenerateHistory } = await import('#recommendations')
    const wrong = this.#wrongFlag()
    if (wrong) return refuse(this, wrong)
    await runGeneration(this, {
      work: (onProgress) =>
        new GenerateHistory().handle({
          ...{ profiles: this.profiles, perProfile: this.perProfile, seed: this.seed },
          ...{ groups: this.groups, weeks: this.weeks, replace: this.replace },
          until: this.until === undefined ? undefined : Date.parse(this.until),
          onProgress,
        }),
      words: ({ profiles, plays, opinions, meanTitles, titles }) =>
        `${profiles} viewers with ${plays} plays and ${opinions} opinions, ` +
        `${meanTitles} of ${titles} titles each,`,
      alreadyCode: 'account.generated-already',
    })
  }

  #wrongFlag(): string | null {
    const bounds = {
      'profiles': [this.profiles, 1, MOST_PROFILES],
      'per-profile': [this.perProfile, 1, MOST_PER_PROFILE],
      'groups': [this.groups, 1, MOST_GROUPS],
      'weeks': [this.weeks, 1, MOST_WEEKS],
      'seed': [this.seed, 0, Number.MAX_SAFE_INTEGER - 1],
    } as const
    for (const [flag, [value, least, most]] of Object.entries(bounds)) {
      if (!Number.isInteger(value) || value < least || value > most) {
        return `--${flag} takes a whole number from ${least} to ${most}`
      }
    }
    const isTime = this.until === undefined || !Number.isNaN(Date.parse(this.until))
    return isTime ? null : '--until takes a time, for example 2026-11-01T00:00:00Z'
  }
}
