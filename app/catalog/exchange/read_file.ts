import { isUtf8 } from 'node:buffer'
import { readCsv } from './csv.js'
import { UnreadableFile, type ExchangeFormat, type ReadItem } from './items.js'
import { readJson } from './json.js'
import { readMrss } from './mrss.js'

/** The largest file that is read: it is checked whole before anything is written. Bytes. */
export const MOST_IMPORT_BYTES = 64 * 1024 * 1024

/**
 * The items of a file.
 * @throws UnreadableFile naming the line on which it ends to make sense
 */
export function* readFile(content: Buffer, format: ExchangeFormat): Generator<ReadItem> {
  refuseOtherEncodings(content)
  const text = content.toString('utf8').replace(/^\uFEFF/, '')
  if (format === 'csv') yield* readCsv(text)
  else if (format === 'json') yield* readJson(text)
  else yield* readMrss(text)
}

function refuseOtherEncodings(content: Buffer): void {
  if (isUtf8(content)) return
  let line = 1
  let start = 0
  for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, start)) {
    if (!isUtf8(content.subarray(start, end))) break
    start = end + 1
    line += 1
  }
  throw new UnreadableFile('The file must be in UTF-8, which this line is not.', line)
}
