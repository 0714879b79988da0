import env from '#start/env'

/** Where viewers are taken to be, and how long they wait. */
export default {
  /** Header in which the edge says where a request came from, for example `cloudfront-viewer-country`. */
  countryHeader: env.get('COUNTRY_HEADER'),
  /** Country of a viewer of whom nothing is known (ISO 3166-1 alpha-2). */
  defaultCountry: env.get('DEFAULT_COUNTRY') ?? 'US',
  /**
   * How long a rail of another module may keep home waiting: not so short that a busy database costs
   * a viewer what they were watching. Milliseconds.
   */
  homePatienceMs: 3_000,
}
