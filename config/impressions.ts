import env from '#start/env'

export default {
  /** How long it is kept what viewers were shown and clicked: experiments last some weeks. Days. */
  days: env.get('IMPRESSION_DAYS') ?? 90,
}
