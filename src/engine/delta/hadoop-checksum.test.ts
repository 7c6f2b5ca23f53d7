import { describe, expect, test } from 'vitest'
import { crc32 } from '../storage/crc32.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { findHadoopMismatch, hadoopChecksumPath } from './hadoop-checksum.ts'

/** A file of `length` bytes with checksums of its blocks beside it. */
function written(length: number, blockBytes: number): { store: MemoryStore; bytes: Uint8Array } {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) & 255)
  const blocks = Math.ceil(length / blockBytes)
  const view = new DataView(new ArrayBuffer(8 + blocks * 4))
  view.setUint32(0, 0x63726300)
  view.setUint32(4, blockBytes)
  for (let i = 0; i < blocks; i++)
    view.setUint32(8 + i * 4, crc32(bytes.subarray(i * blockBytes, (i + 1) * blockBytes)))
  const store = new MemoryStore()
  store.set('a/b', bytes, 0)
  store.set(hadoopChecksumPath('a/b'), new Uint8Array(view.buffer), 0)
  return { store, bytes }
}

describe('the checksums that Hadoop writes beside a file', () => {
  test('stand in a hidden file', () => {
    expect(hadoopChecksumPath('a/b')).toBe('a/.b.crc')
    expect(hadoopChecksumPath('b')).toBe('.b.crc')
  })

  test.each([0, 1, 511, 512, 513, 5000])('fit the %i bytes that were written, and tell a change', async (length) => {
    const { store, bytes } = written(length, 512)
    expect(await findHadoopMismatch(store, 'a/b')).toBeUndefined()
    store.set('a/b', Uint8Array.of(...bytes, 1), 0)
    expect(await findHadoopMismatch(store, 'a/b')).toBe(Math.floor(length / 512) * 512)
    if (length === 0) return
    store.set('a/b', bytes.subarray(0, length - 1), 0)
    expect(await findHadoopMismatch(store, 'a/b')).toBe(Math.floor((length - 1) / 512) * 512)
    store.set(
      'a/b',
      bytes.map((byte, i) => (i === length - 1 ? byte ^ 1 : byte)),
      0,
    )
    expect(await findHadoopMismatch(store, 'a/b')).toBe(Math.floor((length - 1) / 512) * 512)
  })

  test('of a large file are compared piece by piece', async () => {
    const { store, bytes } = written(9 << 20, 1 << 16)
    expect(await findHadoopMismatch(store, 'a/b')).toBeUndefined()
    store.set(
      'a/b',
      bytes.map((byte, i) => (i === 5 << 20 ? byte ^ 1 : byte)),
      0,
    )
    expect(await findHadoopMismatch(store, 'a/b')).toBe(5 << 20)
  })

  test('that are none say nothing', async () => {
    const { store } = written(10, 512)
    for (const nonsense of [[], [0x63, 0x72, 0x63, 0], [0x63, 0x72, 0x63, 0, 0, 0, 0, 0], [1, 2, 3, 4, 0, 0, 2, 0]]) {
      store.set('a/.b.crc', Uint8Array.from(nonsense), 0)
      expect(await findHadoopMismatch(store, 'a/b')).toBeUndefined()
    }
    expect(await findHadoopMismatch(store, 'a/none')).toBeUndefined()
  })
})
