import { v7 } from 'uuid'

declare const brand: unique symbol

/** A UUID (RFC 9562) that names one kind of thing, so that a profile is never taken for a title. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

export type AccountId = Id<'account'>
export type ProfileId = Id<'profile'>
export type DeviceId = Id<'device'>
export type TitleId = Id<'title'>
export type SeasonId = Id<'season'>
export type EpisodeId = Id<'episode'>
export type CollectionId = Id<'collection'>
export type PersonId = Id<'person'>
export type AssetId = Id<'asset'>
export type UploadId = Id<'upload'>
export type TranscodeJobId = Id<'transcode-job'>
export type PlaySessionId = Id<'play-session'>
export type BookmarkId = Id<'bookmark'>

/** A new time-ordered identifier: UUID version 7, so that rows made together lie together. */
export function newId<I extends Id<string>>(): I {
  return v7() as I
}

/** The first identifier that can have been made at or after a moment (RFC 9562, 5.7). Unix ms. */
export function firstIdAt(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text from outside has the form of an identifier. */
export function isId(value: unknown): value is Id<string> {
  return typeof value === 'string' && UUID.test(value)
}
