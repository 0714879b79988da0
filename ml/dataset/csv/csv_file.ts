import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import {
  E_CSV_EMPTY,
  E_CSV_HEADER,
  E_CSV_LINE_TOO_LONG,
  E_CSV_NOT_TEXT,
  E_CSV_UNREADABLE,
} from '../../errors.js'
import { CsvLine, LONGEST_LINE } from './csv_line.js'

const CHUNK = 4 * 2 ** 20
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf)
const LF = 0x0a

export interface CsvFileOptions {
  /** Names of the columns to find, in any case; `onLine` has their fields in this order. */
  columns: readonly string[]
  /**
   * Called for every line but the header and blank ones; the line and the bytes are valid during the call.
   * @param number of the line in the file, from 1
   */
  onLine: (line: CsvLine, bytes: Buffer, number: number) => void
  /** Told after each piece. */
  onProgress?: (bytesRead: number, bytesInAll: number) => void
}

/**
 * Reads a file of comma- or tab-separated values, told apart by its header, in 4 MiB of memory.
 * @throws E_CSV_UNREADABLE, E_CSV_EMPTY, E_CSV_NOT_TEXT, E_CSV_HEADER, E_CSV_LINE_TOO_LONG
 */
export async function readCsvFile(path: string, options: CsvFileOptions): Promise<void> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    if ((await file.stat()).isDirectory()) throw new Error('it is a folder')
  } catch (cause) {
    await file?.close()
    throw new E_CSV_UNREADABLE(`${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
  try {
    await new Reading(file, basename(path), options).run()
  } finally {
    await file.close()
  }
}

class Reading {
  readonly #bytes = Buffer.allocUnsafe(CHUNK)
  /** Bytes of the buffer that are filled. */
  #filled = 0
  #bytesRead = 0
  #lineNumber = 1
  #rows = 0
  #line: CsvLine | null = null

  constructor(
    readonly file: FileHandle,
    readonly name: string,
    readonly options: CsvFileOptions
  ) {}

  async run(): Promise<void> {
    const { size } = await this.file.stat()
    for (;;) {
      const isLast = await this.#fill()
      if (this.#filled === 0 && this.#bytesRead === 0) {
        throw new E_CSV_EMPTY(`${this.name} is empty`)
      }
      this.#useLines(isLast)
      this.options.onProgress?.(this.#bytesRead, Math.max(size, this.#bytesRead))
      if (isLast) break
    }
    if (this.#rows === 0) throw new E_CSV_EMPTY(`${this.name} has a header and nothing else`)
  }

  /** Reads on until the buffer is full, or the file at its end: then true. */
  async #fill(): Promise<boolean> {
    while (this.#filled < CHUNK) {
      const free = CHUNK - this.#filled
      const { bytesRead } = await this.file.read(this.#bytes, this.#filled, free)
      if (bytesRead === 0) return true
      const zero = this.#bytes.subarray(this.#filled, this.#filled + bytesRead).indexOf(0)
      if (zero >= 0) {
        throw new E_CSV_NOT_TEXT(
          `${this.name} is not text in UTF-8: byte ${this.#bytesRead + zero} is 0`
        )
      }
      this.#filled += bytesRead
      this.#bytesRead += bytesRead
    }
    return false
  }

  #useLines(isLast: boolean): void {
    let from = this.#line ? 0 : this.#readHeader()
    const line = this.#line!
    while (from < this.#filled) {
      const next = line.read(this.#bytes, from, this.#filled, isLast)
      if ((next < 0 ? this.#filled : next) - from > LONGEST_LINE) this.#refuseLongLine()
      if (next < 0) break
      if (!line.isBlank) {
        this.#rows++
        this.options.onLine(line, this.#bytes, this.#lineNumber)
      }
      this.#lineNumber += line.lines
      from = next
    }
    this.#bytes.copyWithin(0, from, this.#filled)
    this.#filled -= from
  }

  /** Returns where the first line after the header begins. */
  #readHeader(): number {
    const start = this.#bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0
    const newline = this.#bytes.subarray(0, this.#filled).indexOf(LF, start)
    const end = newline < 0 ? this.#filled : newline
    if (end - start > LONGEST_LINE) this.#refuseLongLine()
    const header = this.#bytes.toString('utf8', start, end).trimEnd()
    const delimiter = header.includes('\t') ? '\t' : ','
    const names = this.#namesIn(header, delimiter)
    const slots = names.map((name, column) => {
      return names.indexOf(name) === column ? this.options.columns.indexOf(name) : -1
    })
    for (const wanted of this.options.columns) {
      if (!names.includes(wanted)) {
        throw new E_CSV_HEADER(
          `${this.name} has no column "${wanted}". Its first line must name the columns ` +
            `${this.options.columns.join(', ')}, with commas or tabs between; it reads: ` +
            `${header.slice(0, 200)}`
        )
      }
    }
    this.#line = new CsvLine(delimiter.charCodeAt(0), slots, this.options.columns.length)
    this.#lineNumber = 2
    return Math.min(end + 1, this.#filled)
  }

  #namesIn(header: string, delimiter: string): string[] {
    try {
      const records = parse(header, { delimiter, relax_column_count: true })
      return (records[0] ?? []).map((name) => name.trim().toLowerCase())
    } catch (cause) {
      const why = (cause as Error).message
      throw new E_CSV_HEADER(`The first line of ${this.name} cannot be read: ${why}`, { cause })
    }
  }

  #refuseLongLine(): never {
    throw new E_CSV_LINE_TOO_LONG(
      `Line ${this.#lineNumber} of ${this.name} is longer than ${LONGEST_LINE} bytes; ` +
        'is a quote not closed, or is this no CSV?'
    )
  }
}
