import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { BLOCK_BYTES, BlockReader, type RangeReader } from './range-reader.ts'

function createFile(sizeBytes: number) {
  const bytes = Uint8Array.from({ length: sizeBytes }, (_, i) => (i * 31 + (i >> 8)) & 255)
  let reads = 0
  const read: RangeReader['read'] = (offset, into) => {
    reads++
    const part = bytes.subarray(offset, offset + into.length)
    into.set(part)
    return part.length
  }
  return { bytes, reads: () => reads, file: { name: 'x.parquet', sizeBytes, read } }
}

it.each([3, 4])('gives the bytes that the file has at any place, at its end too (seed %i)', (seed) => {
  const rng = new Rng(seed, 'blocks')
  const { bytes, file } = createFile(3 * BLOCK_BYTES + 77)
  const blocks = new BlockReader(file)
  for (let round = 0; round < 2000; round++) {
    const offset = rng.nextBelow(bytes.length + 50)
    const into = new Uint8Array(rng.nextBelow(round % 10 === 0 ? 2 * BLOCK_BYTES : 600))
    const length = blocks.read(offset, into)
    const wanted = bytes.subarray(offset, offset + into.length)
    expect(length).toBe(wanted.length)
    expect(wanted.every((byte, i) => into[i] === byte)).toBe(true)
  }
})

it('reads small pieces one behind the other a block at a time', () => {
  const { reads, file } = createFile(10 * BLOCK_BYTES)
  const blocks = new BlockReader(file)
  for (let at = 0; at < file.sizeBytes; at += 64) blocks.read(at, new Uint8Array(64))
  expect(reads()).toBe(10)
})

it('holds nothing of a block whose read was refused', () => {
  const { bytes, file } = createFile(BLOCK_BYTES)
  let isRefused = true
  const read: RangeReader['read'] = (offset, into) => {
    if (isRefused) throw new Error('refused')
    return file.read(offset, into)
  }
  const blocks = new BlockReader({ ...file, read })
  expect(() => blocks.read(100, new Uint8Array(8))).toThrow('refused')
  isRefused = false
  const into = new Uint8Array(8)
  expect(blocks.read(100, into)).toBe(8)
  expect(into).toEqual(bytes.subarray(100, 108))
})
