import { openBackend } from '#ml/backend'
import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

test.group('Backend', () => {
  test('multiplies matrices, whichever engine is there', async ({ assert }) => {
    const { tf, name } = await openBackend()
    const product = tf.tidy(() =>
      tf.matMul(
        tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
        tf.tensor2d([
          [5, 6],
          [7, 8],
        ])
      )
    )
    assert.deepEqual(await product.array(), [
      [19, 22],
      [43, 50],
    ])
    assert.equal(tf.getBackend(), name)
    product.dispose()
  })

  test('runs WebAssembly with SIMD, on several threads where there are several cores', async ({
    assert,
  }) => {
    const { name, description } = await openBackend('wasm')
    const threads = Math.min(availableParallelism(), 4)
    assert.equal(name, 'wasm')
    assert.include(description, threads === 1 ? 'SIMD, 1 thread)' : `SIMD, ${threads} threads)`)
  })

  test('gives the same bits again for a product large enough to be shared between threads', async ({
    assert,
  }) => {
    const { tf } = await openBackend()
    const random = tf.randomNormal([512, 512], 0, 1, 'float32', 42)
    const [first, second] = [0, 1].map(() => tf.tidy(() => tf.matMul(random, random).dataSync()))
    assert.deepEqual(first, second)
    random.dispose()
  })

  test('lets a process end by itself, and leaves its uncaught errors and its other workers to it', async ({
    assert,
  }) => {
    const program = `
      const { openBackend } = await import('#ml/backend')
      const opening = openBackend('wasm')
      const { Worker } = process.getBuiltinModule('worker_threads')
      const other = new Worker('console.log("another worker")', { eval: true })
      await new Promise((resolve) => other.on('exit', resolve))
      const { tf } = await opening
      console.log(typeof globalThis.Worker)
      process.on('uncaughtException', (error) => console.log('caught', error.message))
      setTimeout(() => { throw new Error('mine') })
      console.log(tf.matMul(tf.ones([300, 300]), tf.ones([300, 300])).dataSync()[0])`
    const { stdout } = await run(process.execPath, [
      '--import=@poppinss/ts-exec',
      '--input-type=module',
      '--eval',
      program,
    ])
    assert.equal(stdout, 'another worker\nundefined\n300\ncaught mine\n')
  }).timeout(60_000)

  test('without native TensorFlow WebAssembly runs, and what is wanted says how to build it', async ({
    assert,
  }) => {
    const said = await elsewhere(async () => {}, WANTING)
    assert.match(said[0]!, /^WebAssembly \(.*\) under tfjs [\d.]+$/)
    assert.match(said[1]!, /npm run ml:native/)
  }).timeout(60_000)

  test('native TensorFlow that does not load is told, and WebAssembly runs', async ({ assert }) => {
    const said = await elsewhere(async (folder) => {
      await mkdir(join(folder, '.tools/tfjs-native'), { recursive: true })
      await writeFile(join(folder, '.tools/tfjs-native/tfjs_binding.node'), 'not a library')
    }, WANTING)
    assert.match(said[0]!, /^WebAssembly .*; native TensorFlow was built and does not load \(.+\)$/)
    assert.match(said[1]!, /tfjs_binding\.node/)
  }).timeout(60_000)
})

/** Prints what opens, and why native TensorFlow does not. */
const WANTING = `
  const { openBackend } = await import('#ml/backend')
  console.log((await openBackend()).description)
  await openBackend('tensorflow').catch((error) => console.log(error.message.split('\\n')[0]))`

/** Runs a program where only the backend is, and what `prepare` puts beside it. @returns its lines */
async function elsewhere(prepare: (folder: string) => Promise<void>, program: string) {
  const root = join(import.meta.dirname, '../../..')
  const folder = await mkdtemp(join(tmpdir(), 'flixflow-backend-'))
  try {
    await cp(join(root, 'ml/backend.ts'), join(folder, 'ml/backend.ts'), { recursive: true })
    await cp(join(root, 'ml/backends'), join(folder, 'ml/backends'), { recursive: true })
    await cp(join(root, 'package.json'), join(folder, 'package.json'))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await prepare(folder)
    const { stdout } = await run(
      process.execPath,
      ['--import=@poppinss/ts-exec', '--input-type=module', '--eval', program],
      {
        cwd: folder,
      }
    )
    return stdout.split('\n')
  } finally {
    await rm(folder, { recursive: true })
  }
}
