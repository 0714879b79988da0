import ingestConfig from '#config/ingest'
import { LocalTranscoder } from './local/driver.js'
import type { Transcoder } from './transcoder.js'

const DRIVERS: Record<typeof ingestConfig.transcoder, () => Transcoder> = {
  local: () => new LocalTranscoder(),
}

/** The transcoder that the configuration names. */
export function transcoder(): Transcoder {
  return DRIVERS[ingestConfig.transcoder]()
}
