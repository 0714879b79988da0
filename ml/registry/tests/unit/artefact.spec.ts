import { test } from '@japa/runner'
import type { ModelParts } from '../../../models/model.js'
import { readArtefact, sweepArtefacts, writeArtefact, type Artefact } from '../../artefact.js'
import type { ByteStore } from '../../byte_store.js'

class MemoryStore implements ByteStore {
  readonly files = new Map<string, Uint8Array>()
  /** Puts that still succeed; then the writer dies. */
  putsLeft = Number.POSITIVE_INFINITY

  async put(name: string, bytes: Uint8Array) {
    if (this.putsLeft-- <= 0) throw new Error('The power went')
    this.files.set(name, new Uint8Array(bytes))
  }

  async get(name: string) {
    return this.files.get(name) ?? null
  }

  async list() {
    return [...this.files.keys()]
  }

  async delete(name: string) {
    this.files.delete(name)
  }

  change(name: string, change: (bytes: Uint8Array) => Uint8Array | void) {
    const bytes = this.files.get(name)!
    this.files.set(name, change(bytes) ?? bytes)
  }
}

const parts: ModelParts = {
  kind: 'ease',
  titleCount: 3,
  parameters: { lambda: 250.5, centred: true },
  meta: { bands: [1, 2], name: 'Grüße' },
  arrays: {
    rowStart: Uint32Array.of(0, 1, 3, 2 ** 32 - 1),
    // Odd lengths, so that what follows must be moved to a multiple of 8.
    columns: Uint16Array.of(1, 65535, 2),
    weights: Float32Array.of(0.1, -0, 1e-40),
    wide: Float64Array.of(Math.PI, Number.MIN_VALUE, -1e300),
    none: new Float32Array(0),
  },
}
const artefact: Artefact = {
  id: 'a1',
  parts,
  titleIds: ['x', 'ÿ"', 'z'],
  provenance: { seed: 42, backend: 'wasm' },
}

async function written() {
  const store = new MemoryStore()
  return { store, ...(await writeArtefact(store, artefact)) }
}

test.group('An artefact', () => {
  test('gives back what was written, bit for bit', async ({ assert }) => {
    const { store, checksum, bytes } = await written()
    const read = await readArtefact(store, 'a1', checksum)
    assert.deepEqual(read, artefact)
    assert.isTrue(Object.is(read.parts.arrays.weights![1], -0))
    assert.equal(
      bytes,
      [...store.files.values()].reduce((sum, file) => sum + file.byteLength, 0)
    )
  })

  test('is the same file for the same model', async ({ assert }) => {
    const [one, other] = [await written(), await written()]
    assert.equal(one.checksum, other.checksum)
    assert.deepEqual(one.store.files, other.store.files)
  })

  test('reads bytes that begin at an odd place of their buffer', async ({ assert }) => {
    const { store } = await written()
    store.change('a1/arrays.bin', (bytes) => {
      const moved = new Uint8Array(new ArrayBuffer(bytes.byteLength + 3), 3)
      moved.set(bytes)
      return moved
    })
    assert.deepEqual((await readArtefact(store, 'a1')).parts.arrays, parts.arrays)
  })

  test('with any one byte changed is refused, or says the same', async ({ assert }) => {
    const { store, checksum } = await written()
    for (const name of [...store.files.keys()]) {
      const length = store.files.get(name)!.byteLength
      for (let at = 0; at < length; at++) {
        store.change(name, (bytes) => void (bytes[at]! ^= 0x01))
        const read = await readArtefact(store, 'a1', checksum).catch((error) => error)
        if (read.code !== 'E_ARTEFACT_DAMAGED') assert.deepEqual(read, artefact, `${name} ${at}`)
        else assert.match(read.message, /^The artefact a1 is damaged: \w/)
        store.change(name, (bytes) => void (bytes[at]! ^= 0x01))
      }
    }
    assert.deepEqual(await readArtefact(store, 'a1', checksum), artefact)
  })

  test('that is cut short is refused: {name} to {keep}')
    .with([
      { name: 'a1/arrays.bin', keep: 0, why: /arrays are 0 bytes long, and not \d+/ },
      { name: 'a1/arrays.bin', keep: 8, why: /arrays are 8 bytes long/ },
      { name: 'a1/manifest.json', keep: 0, why: /manifest cannot be read/ },
      { name: 'a1/manifest.json', keep: 100, why: /manifest cannot be read/ },
    ])
    .run(async ({ assert }, { name, keep, why }) => {
      const { store } = await written()
      store.change(name, (bytes) => bytes.slice(0, keep))
      await assert.rejects(() => readArtefact(store, 'a1'), why)
    })

  test('that lacks a file says which', async ({ assert }) => {
    const { store } = await written()
    await store.delete('a1/arrays.bin')
    await assert.rejects(() => readArtefact(store, 'a1'), /its arrays are missing/)
    await assert.rejects(() => readArtefact(store, 'a2'), /a2 is damaged: its manifest is missing/)
  })

  test('in the place of another is refused', async ({ assert }) => {
    const { store, checksum } = await written()
    await writeArtefact(store, { ...artefact, id: 'a2', titleIds: ['p', 'q', 'r'] })
    for (const file of ['manifest.json', 'arrays.bin']) {
      store.files.set(`a1/${file}`, store.files.get(`a2/${file}`)!)
    }
    await assert.rejects(() => readArtefact(store, 'a1'), /it is the artefact a2/)
    await assert.rejects(() => readArtefact(store, 'a1', checksum), /not the one that was reg/)
  })

  test('is not there at all when its writer dies', async ({ assert }) => {
    for (const puts of [0, 1]) {
      const store = new MemoryStore()
      store.putsLeft = puts
      await assert.rejects(() => writeArtefact(store, artefact), 'The power went')
      await assert.rejects(() => readArtefact(store, 'a1'), /its manifest is missing/)
      const ids = (await store.list()).map((name) => name.split('/')[0])
      assert.deepEqual(ids, puts === 0 ? [] : ['a1'])
      await sweepArtefacts(store, [])
      assert.equal(store.files.size, 0)
    }
  })

  test('with ids that do not fit its titles is not written', async ({ assert }) => {
    const store = new MemoryStore()
    const write = (titleIds: string[]) => writeArtefact(store, { ...artefact, titleIds })
    await assert.rejects(() => write(['x', 'y']), /3 titles but 2 ids/)
    await assert.rejects(() => write(['x', 'y', 'x']), /the same id/)
    assert.equal(store.files.size, 0)
  })
})
