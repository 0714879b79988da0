import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { HttpRequest } from '@adonisjs/core/http'
import identityConfig from '#config/identity'
import type { Network } from './models/device.js'

/** Where a device is, no closer than a city, and only as far as the edge says it. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  country: string | null
  city: string | null
  network: Network | null
}

const LONGEST_CITY = 80

/** Addresses of homes and offices (RFC 1918, RFC 4193), of links and of the machine itself. */
const OWN_NETWORKS = new BlockList()
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
] as const) {
  OWN_NETWORKS.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128],
] as const) {
  OWN_NETWORKS.addSubnet(network, prefix, 'ipv6')
}

export function networkKindOf(address: string): Network | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(plain)) return OWN_NETWORKS.check(plain, 'ipv4') ? 'private' : 'ipv4'
  if (isIPv6(plain)) return OWN_NETWORKS.check(plain, 'ipv6') ? 'private' : 'ipv6'
  return null
}

/** Without headers from the edge, only the kind of network is known. */
export function placeOf(request: HttpRequest): Place {
  const { countryHeader, cityHeader } = identityConfig
  const country = countryHeader ? request.header(countryHeader)?.toUpperCase() : undefined
  const city = cityHeader ? request.header(cityHeader) : undefined
  return {
    country: country && /^[A-Z]{2}$/.test(country) ? country : null,
    city: city ? nameOf(city) : null,
    network: networkKindOf(request.ip()),
  }
}

/** Headers are bytes, which Node reads as Latin-1; CloudFront writes UTF-8. */
function nameOf(header: string): string | null {
  const name = Buffer.from(header, 'latin1')
    .toString('utf8')
    .replace(/[\p{Cc}\uFFFD]/gu, '')
    .trim()
  return name.slice(0, LONGEST_CITY) || null
}
