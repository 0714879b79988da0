const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const QUOTE = 0x22

/** Bytes. */
export const LONGEST_LINE = 2 ** 20

/**
 * Finds the fields of one line of CSV (RFC 4180, with a comma or a tab between fields) in a buffer, and
 * remembers where the wanted ones are. One object for all lines, so that a line costs no memory.
 */
export class CsvLine {
  /** [wanted] first byte and end of each field, without quotes and spaces around. */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** [wanted] whether quotes stand doubled inside. */
  readonly #doubled: Uint8Array
  /** A wanted field is missing, or quoted wrongly. */
  isBad = false
  isBlank = false
  /** Lines of the file that it took: a field may hold line ends. */
  lines = 1

  /**
   * @param delimiter its byte
   * @param slotOf what the columns of the file are wanted as: an index, or -1 for not at all
   * @param wanted how many are wanted
   */
  constructor(
    readonly delimiter: number,
    readonly slotOf: readonly number[],
    readonly wanted: number
  ) {
    this.starts = new Uint32Array(wanted)
    this.ends = new Uint32Array(wanted)
    this.#doubled = new Uint8Array(wanted)
  }

  /**
   * Reads the line at `from`.
   * @param to end of the bytes that are there
   * @param isLast whether the file ends there
   * @returns where the next line begins; -1 when this one goes on beyond `to`
   */
  read(bytes: Buffer, from: number, to: number, isLast: boolean): number {
    this.isBad = false
    this.isBlank = false
    this.lines = 1
    const { delimiter } = this
    let column = 0
    let found = 0
    let at = from
    for (;;) {
      const slot = column < this.slotOf.length ? this.slotOf[column]! : -1
      if (at < to && bytes[at] === QUOTE) {
        const close = this.#closingQuote(bytes, at + 1, to, slot)
        if (close < 0 || (close + 1 >= to && !isLast)) {
          const goesOn = !isLast || to - from > LONGEST_LINE
          if (close !== BROKEN && goesOn) return -1
          this.isBad = true
          return this.#nextLine(bytes, from, to)
        }
        at = this.#afterQuoted(bytes, close + 1, to)
      } else {
        const start = at
        while (at < to && bytes[at] !== delimiter && bytes[at] !== LF) at++
        if (slot >= 0) this.#keep(bytes, slot, start, at)
      }
      if (at >= to && !isLast) return -1
      column++
      if (slot >= 0) found++
      if (at >= to || bytes[at] === LF) break
      at++
    }
    this.isBlank = column === 1 && isEmpty(bytes, from, at)
    if (found < this.wanted) this.isBad = true
    return Math.min(at + 1, to)
  }

  /** The bytes of a wanted field as they are meant. Ask once per line: doubled quotes are undone in place. */
  settle(bytes: Buffer, slot: number): void {
    if (this.#doubled[slot] === 0) return
    let end = this.starts[slot]!
    for (let at = end; at < this.ends[slot]!; at++) {
      bytes[end++] = bytes[at]!
      if (bytes[at] === QUOTE) at++
    }
    this.ends[slot] = end
    this.#doubled[slot] = 0
  }

  text(bytes: Buffer, slot: number): string {
    return bytes.toString('utf8', this.starts[slot]!, this.ends[slot]!)
  }

  #keep(bytes: Buffer, slot: number, from: number, to: number): void {
    let start = from
    let end = to
    while (end > start && (bytes[end - 1] === CR || bytes[end - 1] === SPACE)) end--
    while (start < end && bytes[start] === SPACE) start++
    this.starts[slot] = start
    this.ends[slot] = end
    this.#doubled[slot] = 0
  }

  /**
   * An id holds no line end: where a wanted field has one, its quote was never closed, and what
   * follows are lines of their own, which a quote must not swallow.
   */
  #closingQuote(bytes: Buffer, from: number, to: number, slot: number): number {
    let doubled = 0
    for (let at = from; at < to; at++) {
      if (bytes[at] === LF) {
        if (slot >= 0) return BROKEN
        this.lines++
      }
      if (bytes[at] !== QUOTE) continue
      if (at + 1 < to && bytes[at + 1] === QUOTE) {
        doubled = 1
        at++
        continue
      }
      if (slot >= 0) {
        this.starts[slot] = from
        this.ends[slot] = at
        this.#doubled[slot] = doubled
      }
      return at
    }
    return UNCLOSED
  }

  #afterQuoted(bytes: Buffer, from: number, to: number): number {
    let at = from
    for (; at < to && bytes[at] !== this.delimiter && bytes[at] !== LF; at++) {
      if (bytes[at] !== CR && bytes[at] !== SPACE) this.isBad = true
    }
    return at
  }

  #nextLine(bytes: Buffer, from: number, to: number): number {
    this.lines = 1
    let at = from
    while (at < to && bytes[at] !== LF) at++
    return Math.min(at + 1, to)
  }
}

const UNCLOSED = -1
const BROKEN = -2

function isEmpty(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (bytes[at] !== CR && bytes[at] !== SPACE) return false
  }
  return true
}
