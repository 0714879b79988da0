import { test } from '@japa/runner'
import { Phases } from '../../phases.js'

const MIB = 2 ** 20

test.group('The phases of a run', () => {
  test('are told as they go, with the most memory of each', async ({ assert }) => {
    const told: [string, number][] = []
    const phases = new Phases((name, share) => told.push([name, share]))
    const seven = await phases.run('small', (tell) => {
      tell(0.5)
      return 7
    })
    await phases.run('big', () => void new Uint8Array(300 * MIB).fill(1))
    await phases.stop()

    assert.equal(seven, 7)
    assert.deepEqual(told.slice(0, 3), [
      ['small', 0],
      ['small', 0.5],
      ['small', 1],
    ])
    const [small, big] = phases.done
    assert.isAbove(small!.peakMemoryBytes, 0)
    // How much it held before depends on what else ran in this process.
    assert.isAbove(big!.peakMemoryBytes, 300 * MIB)
    assert.equal(phases.peakMemoryBytes, Math.max(big!.peakMemoryBytes, small!.peakMemoryBytes))
    assert.isAtLeast(phases.seconds, big!.seconds)
  })

  test('are noted also when they fail', async ({ assert }) => {
    const phases = new Phases()
    const fail = () => {
      throw new Error('No')
    }
    await assert.rejects(() => phases.run('fails', fail), 'No')
    await phases.stop()
    assert.deepEqual(
      phases.done.map(({ name }) => name),
      ['fails']
    )
  })
})
