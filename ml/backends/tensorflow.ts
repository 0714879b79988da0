import * as tf from '@tensorflow/tfjs-core'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import util from 'node:util'
import type { Backend } from '../backend.js'

/** Where `npm run ml:native` puts tfjs-node, TensorFlow and the binding between them. */
const NATIVE = join('.tools', 'tfjs-native')
const NAME = 'tensorflow'

interface Binding {
  TF_Version: string
}

let opened: Promise<Backend> | null = null

/** There is no native TensorFlow here, and none is expected. */
export class NotBuilt extends Error {
  constructor() {
    super('Native TensorFlow is not built. Build it with: npm run ml:native')
    this.name = 'NotBuilt'
  }
}

/**
 * @throws NotBuilt
 * @throws Error when it was built and does not load
 */
export async function openTensorflow(): Promise<Backend> {
  opened ??= load()
  const backend = await opened
  await tf.setBackend(NAME)
  return backend
}

async function load(): Promise<Backend> {
  const folder = nativeFolder()
  const native = createRequire(join(folder, 'package.json'))
  // TensorFlow reads it while it loads: without it, each process begins with lines about its build.
  // eslint-disable-next-line no-restricted-properties
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1'
  const binding = native('./tfjs_binding.node') as Binding
  restoreRemovedFromNode()
  // tfjs-node must register its kernels with the tfjs-core that everyone else here uses.
  Object.assign(native('@tensorflow/tfjs-core'), tf)
  Object.assign(native('@tensorflow/tfjs'), tf)
  native('./tfjs-node/dist/register_all_kernels.js')
  const { NodeJSKernelBackend } = native('./tfjs-node/dist/nodejs_kernel_backend.js')
  tf.registerBackend(NAME, () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'))
  if (!(await tf.setBackend(NAME))) throw new Error('TensorFlow does not start')
  return {
    name: NAME,
    tf,
    description: `TensorFlow ${binding.TF_Version} (native, ${availableParallelism()} threads) under tfjs ${tf.version_core}`,
  }
}

/** Looked for upwards, since the built service runs from a folder below. */
function nativeFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, NATIVE, 'tfjs_binding.node'))) {
    const above = dirname(folder)
    if (above === folder) throw new NotBuilt()
    folder = above
  }
  return join(folder, NATIVE)
}

/** tfjs-node 4.22 calls two functions that Node removed, or warns of. */
function restoreRemovedFromNode(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  })
}
