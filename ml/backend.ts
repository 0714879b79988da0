import type * as tf from '@tensorflow/tfjs-core'
import { openTensorflow } from './backends/tensorflow.js'
import { openWasm } from './backends/wasm.js'

/** The tensor library with the engine that runs it. */
export interface Backend {
  readonly name: 'tensorflow' | 'wasm'
  readonly tf: typeof tf
  /** What a report says: engine, version, threads, SIMD. */
  readonly description: string
}

/**
 * Makes an engine the one that tensors of this process run on: native TensorFlow where `npm run
 * ml:native` built it, else WebAssembly. tfjs has one engine at a time: opening another takes over.
 * @param wanted only this one
 * @throws Error when `tensorflow` is wanted and was not built, with the reason
 */
export async function openBackend(wanted?: Backend['name']): Promise<Backend> {
  if (wanted === 'wasm') return openWasm()
  if (wanted === 'tensorflow') return openTensorflow()
  try {
    return await openTensorflow()
  } catch {
    return openWasm()
  }
}
