import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create schema ingest')

    this.schema.raw(`
      create table ingest.assets (
        id uuid primary key,
        source_sha256 bytea not null check (octet_length(source_sha256) = 32),
        source_bytes bigint not null check (source_bytes >= 0),
        state text not null check (state in ('processing', 'published', 'failed')),
        working_job_id uuid,
        stream jsonb,
        content_hash text,
        created_at timestamptz not null default now(),
        published_at timestamptz,
        check ((state = 'published') = (stream is not null and published_at is not null))
      )`)
    this.schema.raw(`
      create unique index assets_live_source on ingest.assets (source_sha256)
        where state in ('processing', 'published')`)

    this.schema.raw(`
      create table ingest.uploads (
        id uuid primary key,
        account_id uuid not null,
        filename text not null,
        claimed_type text,
        claimed_sha256 bytea check (octet_length(claimed_sha256) = 32),
        title_id uuid,
        episode_id uuid,
        size_bytes bigint not null check (size_bytes > 0),
        state text not null default 'receiving'
          check (state in ('receiving', 'complete', 'removed')),
        lease_token uuid,
        lease_until timestamptz,
        release_wanted boolean not null default false,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        completed_at timestamptz,
        check (num_nonnulls(title_id, episode_id) = 1)
      )`)
    this.schema.raw(`
      create index uploads_to_sweep on ingest.uploads (expires_at) where state <> 'removed'`)

    this.schema.raw(`
      create table ingest.transcode_jobs (
        id uuid primary key,
        account_id uuid,
        upload_id uuid unique references ingest.uploads,
        asset_id uuid references ingest.assets,
        title_id uuid,
        episode_id uuid,
        filename text not null,
        claimed_type text,
        claimed_sha256 bytea check (octet_length(claimed_sha256) = 32),
        source_bytes bigint not null,
        state text not null default 'queued'
          check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
        step text,
        percent numeric(5, 2) not null default 0 check (percent between 0 and 100),
        attempts integer not null default 0,
        round integer not null default 1,
        reused boolean not null default false,
        reason_code text,
        reason text,
        log_tail text,
        cancel_wanted boolean not null default false,
        lease_token uuid,
        lease_until timestamptz,
        not_before timestamptz not null default now(),
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        updated_at timestamptz not null default now(),
        check (num_nonnulls(title_id, episode_id) = 1),
        check ((state = 'running') = (lease_token is not null)),
        check ((state in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
        check (state <> 'failed' or reason_code is not null)
      )`)
    this.schema.raw('create index on ingest.transcode_jobs (state, id desc)')
    this.schema.raw('create index on ingest.transcode_jobs (asset_id)')
    this.schema.raw(`
      create index transcode_jobs_to_recover on ingest.transcode_jobs (updated_at)
        where state in ('queued', 'running')`)

    this.schema.raw(`
      create table ingest.content_keys (
        key_id bytea primary key check (octet_length(key_id) = 16),
        asset_id uuid not null references ingest.assets on delete cascade,
        tier text not null check (tier in ('audio', 'sd', 'hd')),
        sealed bytea not null,
        created_at timestamptz not null default now(),
        unique (asset_id, tier)
      )`)

    for (const [on, words] of COMMENTS) this.schema.raw(`comment on ${on} is '${words}'`)
  }

  override async down() {
    this.schema.raw('drop schema ingest cascade')
  }
}

const COMMENTS: [on: string, words: string][] = [
  ['table ingest.assets', 'One ingested source and its published renditions'],
  ['column ingest.assets.working_job_id', 'The one job that may make this asset now'],
  ['column ingest.assets.stream', 'StreamDescription of the published streams'],
  ['table ingest.uploads', 'Resumable uploads (tus 1.0.0); their bytes are files of the same id'],
  ['column ingest.uploads.lease_token', 'The request that may write the file now'],
  [
    'table ingest.transcode_jobs',
    'The truth about every job; the queue in Redis only delivers them',
  ],
  ['column ingest.transcode_jobs.percent', 'Of the whole job, 0 to 100'],
  ['column ingest.transcode_jobs.attempts', 'How often a worker has started it'],
  ['column ingest.transcode_jobs.round', 'How often it was put in the queue: part of its id there'],
  [
    'column ingest.transcode_jobs.reused',
    'The same source was published before, so nothing was made',
  ],
  ['column ingest.transcode_jobs.not_before', 'Until when a pause before the next try lasts'],
  ['table ingest.content_keys', 'CENC keys (ISO/IEC 23001-7), one per asset and tier'],
  [
    'column ingest.content_keys.sealed',
    'AES-256-GCM under the master key: nonce 12, key 16, tag 16 bytes',
  ],
]
