const ZERO = 0x30
const NINE = 0x39
const POINT = 0x2e
/** Up to this many digits a double holds a decimal's digits, and divides them rightly rounded. */
const MOST_DIGITS = 15
const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, digits) => 10 ** digits)

/** A plain decimal such as `0.25` or `881250949`; NaN when the bytes are anything else. */
export function plainDecimal(bytes: Buffer, from: number, to: number): number {
  if (to - from > MOST_DIGITS || from === to) return Number.NaN
  let digits = 0
  let point = -1
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte >= ZERO && byte <= NINE) digits = digits * 10 + (byte - ZERO)
    else if (byte === POINT && point < 0) point = at
    else return Number.NaN
  }
  if (point < 0) return digits
  return to - from === 1 ? Number.NaN : digits / POWERS[to - point - 1]!
}

/** Any number in text, such as `1e-3`; NaN for none. */
export function numberIn(text: string): number {
  return text === '' ? Number.NaN : Number(text)
}

/** Seconds reach this in the year 5138; milliseconds passed it in 1973. */
const MILLISECONDS_FROM = 1e11

/** Unix time in seconds, from one in seconds or milliseconds. */
export function unixSeconds(value: number): number {
  return Math.abs(value) >= MILLISECONDS_FROM ? value / 1000 : value
}

/** A date, or a date and time with or without an offset: ISO 8601, and with a space for the T. */
const ISO =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/** Unix time in seconds; without an offset it is UTC. NaN when it is no time. */
export function isoSeconds(text: string): number {
  const parts = ISO.exec(text)
  if (!parts) return Number.NaN
  const [, date, time = '00:00', offset = 'Z'] = parts
  return Date.parse(`${date}T${time.replace(',', '.')}${offsetOf(offset)}`) / 1000
}

/** As `Date.parse` reads it: `+02` and `+0200` as `+02:00`. */
function offsetOf(text: string): string {
  if (/^z$/i.test(text)) return 'Z'
  const digits = text.slice(1).replace(':', '').padEnd(4, '0')
  return `${text[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}
