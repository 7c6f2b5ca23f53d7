import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { createBlockSource } from './block-source.ts'

const BLOCK = 1 << 18
const SEED = 77

function createSource(sizeBytes: number) {
  const rng = new Rng(SEED, 'bytes')
  const bytes = Uint8Array.from({ length: sizeBytes }, () => rng.nextBelow(256))
  const calls: number[] = []
  const faults: Error[] = []
  const read = (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
    calls.push(end - start)
    const fault = faults.pop()
    if (fault !== undefined) return Promise.reject(fault)
    if (end > sizeBytes) return Promise.reject(new Error('short'))
    return Promise.resolve(bytes.slice(start, end))
  }
  return { bytes, calls, faults, source: createBlockSource({ name: 'x', sizeBytes, read }) }
}

it(`gives the bytes of any range, seed ${SEED}`, async () => {
  const { bytes, source } = createSource(3 * BLOCK + 1234)
  const rng = new Rng(SEED, 'ranges')
  let at = 0
  for (let round = 0; round < 300; round++) {
    const start = rng.nextBelow(2) === 0 ? at : rng.nextBelow(bytes.length)
    const end = Math.min(bytes.length, start + rng.nextBelow(rng.nextBelow(4) === 0 ? 2 * BLOCK : 3000))
    expect(Buffer.compare(await source.read(start, end), bytes.subarray(start, end))).toBe(0)
    at = end % bytes.length
  }
  expect((await source.read(bytes.length, bytes.length)).length).toBe(0)
})

it('asks once for files that stand one behind the other, and never for more than there is', async () => {
  const { bytes, calls, source } = createSource(BLOCK + 10)
  await Promise.all(Array.from({ length: 100 }, (_, i) => source.read(i * 1000, i * 1000 + 1000)))
  await source.read(BLOCK - 5, bytes.length)
  expect(calls).toEqual([1000, BLOCK, 10])
})

it('asks for nothing else where files stand in any order', async () => {
  const { calls, source } = createSource(4 * BLOCK)
  for (const block of [2, 0, 3, 1]) await source.read(block * BLOCK + 500, block * BLOCK + 900)
  expect(calls).toEqual([400, 400, 400, 400])
})

it('asks again for what has failed', async () => {
  const { faults, source } = createSource(100)
  faults.push(new Error('lost'), new Error('lost'))
  await expect(source.read(0, 10)).rejects.toThrow('lost')
  await expect(source.read(10, 20)).rejects.toThrow('lost')
  expect((await source.read(10, 20)).length).toBe(10)
  await expect(source.read(95, 105)).rejects.toThrow('short')
})
