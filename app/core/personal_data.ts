import type { AccountId, DeviceId, ProfileId } from '#core/ids'

/** Whose data is asked for: an account with all of its profiles and devices, ended ones too. */
export interface DataSubject {
  accountId: AccountId
  /** Where its mails go. */
  email: string
  profileIds: readonly ProfileId[]
  deviceIds: readonly DeviceId[]
}

/**
 * What one module keeps of people. Each module that has a column with an account's, a profile's or
 * a device's id registers one of these in its `personal_data.ts`; a test that searches every table
 * fails for what no keeper erases.
 */
export interface PersonalDataKeeper {
  /** The section of the export, as the viewer reads it: `viewing`, `uploads`. */
  section: string
  /** All that is kept of the subject, as JSON that a person can read. */
  exportOf(subject: DataSubject): Promise<Record<string, unknown>>
  /** Erases what is kept of an account. May be repeated, and run by two processes at once. */
  eraseAccount(subject: DataSubject): Promise<void>
  /** Erases what is kept of one profile, whose account stays. May be repeated too. */
  eraseProfile(of: { accountId: AccountId; profileId: ProfileId }): Promise<void>
}

/** Every module's keeper, by which an export is complete and a deletion leaves nothing. */
class PersonalData {
  readonly #keepers: PersonalDataKeeper[] = []

  register(keeper: PersonalDataKeeper): void {
    this.#keepers.push(keeper)
  }

  /** The sections in the order in which their modules stand on each other. */
  get keepers(): readonly PersonalDataKeeper[] {
    return this.#keepers
  }

  /**
   * Erases an account in every module. The module that knows the account itself is registered
   * first and erases last, so that a deletion which was cut short is found and done again.
   */
  async eraseAccount(subject: DataSubject): Promise<void> {
    for (const keeper of this.#keepers.toReversed()) await keeper.eraseAccount(subject)
  }

  /** Erases a profile in every module, its own last. */
  async eraseProfile(of: { accountId: AccountId; profileId: ProfileId }): Promise<void> {
    for (const keeper of this.#keepers.toReversed()) await keeper.eraseProfile(of)
  }
}

export const personalData = new PersonalData()
