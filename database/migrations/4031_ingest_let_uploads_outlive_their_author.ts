import { BaseSchema } from '@adonisjs/lucid/schema'

/** A film stays in the catalogue when the account that uploaded it is erased. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('alter table ingest.uploads alter column account_id drop not null')
    this.schema.raw(`
      create index uploads_account_id on ingest.uploads (account_id) where account_id is not null`)
    this.schema.raw(`
      create index transcode_jobs_account_id on ingest.transcode_jobs (account_id)
        where account_id is not null`)
  }

  override async down() {
    this.schema.raw('drop index ingest.uploads_account_id')
    this.schema.raw('drop index ingest.transcode_jobs_account_id')
  }
}
