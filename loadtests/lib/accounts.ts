/** Accounts that the load tests log in with. They exist only in a data folder made for load. */
export const LOAD_PASSWORD = 'watching-under-load-24'

/** Address of the n-th viewer, from 1. */
export function viewerEmail(viewer: number): string {
  return `viewer-${viewer}@load.example.com`
}
