import { describe, expect, it } from 'vitest'
import { FileSource } from './file-source.ts'

/** Reads a blob of the test's own making at once, as `FileReaderSync` does in a worker. */
function readerOf(bytes: Uint8Array) {
  return {
    file: {
      name: 'people.csv',
      size: bytes.length,
      lastModified: 1_700_000_000_000,
      slice: (start: number, end: number) => ({ start, end }),
    } as unknown as File,
    readBlob: (blob: Blob) => {
      const { start, end } = blob as unknown as { start: number; end: number }
      return bytes.slice(start, end).buffer
    },
  }
}

function refusing(name: string): () => ArrayBuffer {
  return () => {
    throw new DOMException('not today', name)
  }
}

const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 13) & 255)

describe('a picked file', () => {
  it('is read by ranges, shorter at its end', () => {
    const { file, readBlob } = readerOf(bytes)
    const source = new FileSource(file, readBlob)
    const into = new Uint8Array(100)
    expect(source.read(50, into)).toBe(100)
    expect(into).toEqual(bytes.slice(50, 150))
    expect(source.read(199_960, into)).toBe(40)
    expect(into.slice(0, 40)).toEqual(bytes.slice(199_960))
    expect(source.read(200_000, into)).toBe(0)
  })

  it('has a name that reads as it is written', () => {
    const { file, readBlob } = readerOf(bytes)
    const named = { ...file, name: 'people\u202evsc.exe' } as File
    expect(new FileSource(named, readBlob).name).toBe('people vsc.exe')
  })

  it('has another fingerprint when its size or any byte that is looked at differs', () => {
    const contents = [bytes, withByte(bytes, 0), withByte(bytes, 199_999), withByte(bytes, 100_000)]
    const prints = [...contents, bytes.slice(1), bytes.slice(0, 10), bytes.slice(0, 0)].map(fingerprintOf)
    expect(new Set(prints).size).toBe(7)
    expect(fingerprintOf(bytes.slice())).toBe(prints[0])
  })

  it('is looked at in 64 places between its ends', () => {
    const large = new Uint8Array(8e6)
    const print = fingerprintOf(large)
    const step = Math.floor((8e6 - 131_072) / 64)
    for (const block of [0, 1, 31, 63])
      expect(fingerprintOf(withByte(large, 65_536 + block * step + 4095))).not.toBe(print)
  })

  it('that changed, shrank or went away is told so', () => {
    const { file, readBlob } = readerOf(bytes)
    const into = new Uint8Array(10)
    const read = (from: (blob: Blob) => ArrayBuffer) => () => new FileSource(file, from).read(0, into)
    expect(read(refusing('NotReadableError'))).toThrow(
      expect.objectContaining({ code: 'READ_FAILED', where: 'people.csv' }),
    )
    expect(read(refusing('NotReadableError'))).toThrow(
      /^people\.csv changed while it was read, or its disk was removed/,
    )
    expect(read((blob) => readBlob(blob).slice(1))).toThrow(expect.objectContaining({ code: 'INPUT_CHANGED' }))
    expect(read(refusing('NotFoundError'))).toThrow(/no longer where it was/)
    expect(read(refusing('SecurityError'))).toThrow('people.csv cannot be read: not today')
  })
})

function fingerprintOf(content: Uint8Array): string {
  const { file, readBlob } = readerOf(content)
  return new FileSource(file, readBlob).fingerprint()
}

function withByte(content: Uint8Array, at: number): Uint8Array {
  const copy = content.slice()
  copy[at] = (copy[at] as number) ^ 1
  return copy
}
