import type { NetworkProfile } from 'k6/browser'

/** A network condition: name in the figures, words for the report, and k6's profile in ms and bytes/s. */
export interface Network {
  name: 'unthrottled' | '4g' | '3g'
  words: string
  profile: NetworkProfile | null
}

const bits = (perSecond: number) => perSecond / 8

export const NETWORKS: Network[] = [
  { name: 'unthrottled', words: 'no throttle', profile: null },
  {
    name: '4g',
    words: '10 Mbit/s, 30 ms',
    profile: { latency: 30, download: bits(10e6), upload: bits(5e6) },
  },
  {
    name: '3g',
    words: '1.6 Mbit/s, 150 ms',
    profile: { latency: 150, download: bits(1.6e6), upload: bits(750e3) },
  },
]
