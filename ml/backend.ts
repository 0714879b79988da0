import type * as tf from '@tensorflow/tfjs-core'
import { NotBuilt, openTensorflow } from './backends/tensorflow.js'
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
 * @throws Error when `tensorflow` is wanted and is not there or does not load
 */
export async function openBackend(wanted?: Backend['name']): Promise<Backend> {
  if (wanted === 'wasm') return openWasm()
  if (wanted === 'tensorflow') return openTensorflow()
  try {
    return await openTensorflow()
  } catch (error) {
    const backend = await openWasm()
    if (error instanceof NotBuilt) return backend
    const why = `native TensorFlow was built and does not load (${(error as Error).message})`
    return { ...backend, description: `${backend.description}; ${why}` }
  }
}
