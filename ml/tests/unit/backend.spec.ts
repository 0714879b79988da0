import { openBackend } from '#ml/backend'
import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
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

  test('lets a process end by itself, and leaves its uncaught errors to it', async ({ assert }) => {
    const program = `
      const { openBackend } = await import('#ml/backend')
      const { tf } = await openBackend('wasm')
      process.on('uncaughtException', (error) => console.log('caught', error.message))
      setTimeout(() => { throw new Error('mine') })
      console.log(tf.matMul(tf.ones([300, 300]), tf.ones([300, 300])).dataSync()[0])`
    const { stdout } = await run(process.execPath, [
      '--import=@poppinss/ts-exec',
      '--input-type=module',
      '--eval',
      program,
    ])
    assert.equal(stdout, '300\ncaught mine\n')
  })

  test('says how to build native TensorFlow where it is wanted and not there', async ({
    assert,
  }) => {
    const opened = await openBackend('tensorflow').then(
      ({ description }) => description,
      (error: Error) => error.message
    )
    assert.match(opened, /^TensorFlow \d+\.\d+|npm run ml:native/)
  })
})
