import * as wasm from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import os from 'node:os'
import { dirname, join } from 'node:path'
import workerThreads, { Worker } from 'node:worker_threads'
import type { Backend } from '../backend.js'

const NAME = 'wasm'
/** The WebAssembly module starts no more threads than this. */
const MOST_THREADS = 4

const require = createRequire(import.meta.url)
const FOLDER = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '..', 'wasm-out')
const THREADED = join(FOLDER, 'tfjs-backend-wasm-threaded-simd')

let opened: Promise<Backend> | null = null

export async function openWasm(): Promise<Backend> {
  opened ??= load()
  const backend = await opened
  await tf.setBackend(NAME)
  return backend
}

async function load(): Promise<Backend> {
  wasm.setWasmPaths(join(FOLDER, '/'))
  const threads = Math.min(os.availableParallelism(), MOST_THREADS)
  wasm.setThreadsCount(threads)
  // tfjs leaves threads out in Node, for its workers start from a browser's blob: URL.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1)
  const restore = letWorkersStart(threads)
  try {
    if (!(await tf.setBackend(NAME))) throw new Error('The WebAssembly backend does not start')
  } finally {
    restore()
  }
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD'
  const running = wasm.getThreadsCount()
  return {
    name: NAME,
    tf,
    description: `WebAssembly (${simd}, ${running === 1 ? '1 thread' : `${running} threads`}) under tfjs ${wasm.version_wasm}`,
  }
}

/**
 * What the package's start-up code must find in Node so that it runs threads: workers that begin
 * from its own files, and twice the cores, since it takes half for hyper-threads. It also makes
 * every uncaught error an immediate end of the process, which is not a library's to decide, and
 * leaves a global `Worker`, by which others take a process for a browser.
 * @returns puts things back
 */
function letWorkersStart(threads: number): () => void {
  const { cpus } = os
  const listeners = (['uncaughtException', 'unhandledRejection'] as const).map(
    (event) => [event, process.listeners(event as 'uncaughtException')] as const
  )
  // Whoever else starts a worker meanwhile gets the one that was asked for.
  workerThreads.Worker = new Proxy(Worker, {
    construct: (target, args, as) =>
      String(args[0]).startsWith('blob:')
        ? new ComputeThread()
        : Reflect.construct(target, args, as),
  })
  os.cpus = () => Array.from({ length: 2 * threads }, () => cpus()[0]!)
  return () => {
    workerThreads.Worker = Worker
    Reflect.deleteProperty(globalThis, 'Worker')
    os.cpus = cpus
    for (const [event, before] of listeners) {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before.includes(listener)) process.off(event, listener)
      }
    }
  }
}

/** A thread of the WebAssembly module, which does not keep the process alive once it is loaded. */
class ComputeThread extends Worker {
  constructor() {
    const { wasmWorkerContents } = require(`${THREADED}.worker.js`) as {
      wasmWorkerContents: string
    }
    // The file holds the program in a template that turned its \n into line breaks.
    super(wasmWorkerContents.replaceAll('\n', String.raw`\n`), { eval: true, execArgv: [] })
  }

  override ref(): void {}

  override postMessage(message: { cmd?: string }): void {
    const program = message.cmd === 'load' ? { urlOrBlob: `${THREADED}.js` } : {}
    super.postMessage({ ...message, ...program })
  }
}
