import { BaseSchema } from '@adonisjs/lucid/schema'

/** An export and an erasure read all play sessions of one account. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(
      'create index play_sessions_account_id on playback.play_sessions (account_id, profile_id)'
    )
  }

  override async down() {
    this.schema.raw('drop index playback.play_sessions_account_id')
  }
}
