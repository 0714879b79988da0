const GIB = 1024 ** 3

/** What a source may be. Sizes in bytes, times in seconds, sides in pixels. */
export interface SourceLimits {
  maxBytes: number
  minDurationSeconds: number
  maxDurationSeconds: number
  minSide: number
  maxSide: number
  maxPixels: number
  /** Longer side divided by the shorter. */
  maxAspect: number
  /** Wall time that reading a source's headers and tail may take. */
  probeSeconds: number
}

/** What one external process may use. */
export interface ProcessLimits {
  wallSeconds: number
  /** Resident memory, polled: enforced on Linux only. */
  residentBytes: number
  /** Total size of the folder that the process writes to. */
  outputBytes: number
}

export const DEFAULT_SOURCE_LIMITS: SourceLimits = {
  maxBytes: 64 * GIB,
  minDurationSeconds: 0.5,
  maxDurationSeconds: 6 * 3600,
  minSide: 32,
  maxSide: 8192,
  maxPixels: 8192 * 4320,
  maxAspect: 5,
  probeSeconds: 60,
}

export const DEFAULT_PROCESS_LIMITS: ProcessLimits = {
  wallSeconds: 12 * 3600,
  residentBytes: 4 * GIB,
  outputBytes: 200 * GIB,
}
