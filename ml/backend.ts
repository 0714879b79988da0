import type * as tf from '@tensorflow/tfjs-core'

/** The tensor library with the engine that runs it. */
export interface Backend {
  readonly name: 'tensorflow' | 'wasm'
  readonly tf: typeof tf
  /** What a report says: engine, version, threads, SIMD. */
  readonly description: string
}
