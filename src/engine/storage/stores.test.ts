import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { writeZip } from '../../../scripts/write-zip.ts'
import { MemoryStore } from './memory-store.ts'
import { isSafePath, StoreError } from './object-store.ts'
import { readTar } from './tar-archive.ts'
import { WatchedStore } from './watched-store.ts'
import { ZipStore } from './zip-store.ts'
import { writeZip as writeStoredZip } from './zip-writer.ts'

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value)

async function codeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
  } catch (error) {
    if (error instanceof StoreError) return error.code
    throw error
  }
  return 'no error'
}

describe('the store in memory', () => {
  test('writes, reads, lists and removes', async () => {
    let now = 0
    const store = new MemoryStore(() => ++now)
    await store.put('a/2', text('two'))
    await store.put('a/1', text('one'))
    await store.put('b', text('b'))
    expect(await store.list('a/')).toEqual([
      { path: 'a/1', sizeBytes: 3, modifiedMs: 2 },
      { path: 'a/2', sizeBytes: 3, modifiedMs: 1 },
    ])
    expect((await store.list('', 'a/1')).map(({ path }) => path)).toEqual(['a/2', 'b'])
    expect(await store.getRange('a/2', 1, 3)).toEqual(text('wo'))
    expect(await store.putIfAbsent('b', text('other'))).toBe(false)
    expect(await store.putIfAbsent('c', text('c'))).toBe(true)
    await store.delete('b')
    expect(await store.tryHead('b')).toBeUndefined()
    expect(await codeOf(() => store.get('b'))).toBe('NOT_FOUND')
    expect(await codeOf(() => store.getRange('c', 0, 2))).toBe('OUT_OF_RANGE')
  })

  test.each(['', '/a', 'a/', 'a//b', '..', 'a/../b', './a', 'a\0'])('refuses the path %j', async (path) => {
    expect(isSafePath(path)).toBe(false)
    expect(await codeOf(() => new MemoryStore().get(path))).toBe('BAD_PATH')
  })
})

describe('the watched store', () => {
  test('counts, and fails before or after a call is done', async () => {
    const store = new WatchedStore(new MemoryStore(), {
      before: ({ kind, path }) => (kind === 'put' && path === 'before' ? new Error('lost') : undefined),
      after: ({ kind, path }) => (kind === 'put' && path === 'after' ? new Error('lost') : undefined),
    })
    await expect(store.put('before', text('x'))).rejects.toThrow('lost')
    await expect(store.put('after', text('xy'))).rejects.toThrow('lost')
    expect((await store.list('')).map(({ path }) => path)).toEqual(['after'])
    await store.get('after')
    expect(store.counts).toEqual({
      requests: { head: 0, get: 1, getRange: 0, list: 1, put: 2, putIfAbsent: 0, delete: 0 },
      bytesRead: 2,
      bytesWritten: 2,
      objectsListed: 1,
    })
    store.reset()
    expect(store.counts.bytesRead).toBe(0)
  })
})

function openZip(bytes: Uint8Array<ArrayBuffer>): Promise<ZipStore> {
  const source = {
    name: 'a.zip',
    sizeBytes: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  }
  return ZipStore.open(source, (packed, sizeBytes) =>
    Promise.resolve(new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) }))),
  )
}

describe('a zip archive', () => {
  const files = new Map([
    ['t/a b%20c.txt', text('packed '.repeat(99))],
    ['t/ü/😀', text('stored')],
    ['t/e', text('')],
  ])

  test('is read by ranges, and seen from a folder inside', async () => {
    const store = (await openZip(writeZip(files))).inFolder('t/')
    const modifiedMs = Date.UTC(2024, 1, 29, 13, 4, 6)
    expect(await store.list('a')).toEqual([{ path: 'a b%20c.txt', sizeBytes: 693, modifiedMs }])
    expect(await store.get('e')).toEqual(text(''))
    expect(await store.getRange('a b%20c.txt', 7, 13)).toEqual(text('packed'))
    expect(await store.getRange('ü/😀', 1, 4)).toEqual(text('tor'))
    expect(await codeOf(() => store.get('t/e'))).toBe('NOT_FOUND')
    expect(await codeOf(() => store.getRange('ü/😀', 1, 7))).toBe('OUT_OF_RANGE')
  })

  test('that lies is refused', async () => {
    expect(await codeOf(() => openZip(writeZip(files, 0xfffffff0)))).toBe('BAD_ARCHIVE')
    expect(await codeOf(() => openZip(writeZip(new Map([['../x', text('x')]]))))).toBe('BAD_ARCHIVE')
    expect(await codeOf(() => openZip(text('nothing of the sort, but long enough for an end record')))).toBe(
      'BAD_ARCHIVE',
    )
    const store = await openZip(writeZip(new Map([['a', text('aaaa')]]), 5))
    expect(await codeOf(() => store.get('a'))).toBe('BAD_ARCHIVE')
  })

  test('that is cut off is refused with the place', async () => {
    const files = ['a', 'b/c'].map((path) => ({ path, bytes: text(path.repeat(8)), modifiedMs: 1e12 }))
    const whole = writeStoredZip(files)
    const second = whole.findIndex((_, i) => i > 0 && String.fromCharCode(...whole.subarray(i, i + 4)) === 'PK\x03\x04')
    const told = async (bytes: Uint8Array<ArrayBuffer>) => {
      const error: unknown = await openZip(bytes).catch((thrown: unknown) => thrown)
      return error instanceof Error ? error.message.replace(/^.*read: /, '') : 'opened'
    }
    expect(await told(whole.subarray(0, second + 36))).toBe(
      `it is cut off at byte ${second + 36}, before its directory, in or behind b/c, which begins at byte ${second}`,
    )
    expect(await told(whole.subarray(0, second + 12))).toBe(
      `it is cut off at byte ${second + 12}, before its directory, in the header of a file at byte ${second}`,
    )
    expect(await told(whole.subarray(0, whole.length - 30))).toBe(
      `it is cut off at byte ${whole.length - 30}, before its directory`,
    )
    expect(await told(text('nothing of the sort, but long enough for an end record'))).toBe(
      'it has no end record, and does not begin as one',
    )
  })

  const damaged = countUnlessWhole(1000)

  test(`${damaged} damaged archives with seed 31 are refused, or give the bytes that were packed`, async () => {
    const rng = new Rng(31)
    const good = writeZip(files)
    for (let i = 0; i < damaged; i++) {
      const bytes = good.slice()
      bytes[rng.nextBelow(bytes.length)] = rng.nextBelow(256)
      try {
        const store = await openZip(bytes)
        for (const [path, content] of files) {
          if ((await store.tryHead(path)) !== undefined) expect(await store.get(path)).toEqual(content)
        }
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
      }
    }
  })
})

describe('a tar archive', () => {
  function header(name: string, size: number, kind: string): Uint8Array {
    const bytes = new Uint8Array(512)
    bytes.set(text(name), 0)
    bytes.set(text(size.toString(8).padStart(11, '0')), 124)
    bytes.set(text((1000).toString(8).padStart(11, '0')), 136)
    bytes[156] = kind.charCodeAt(0)
    bytes.fill(32, 148, 156)
    const sum = bytes.reduce((total, byte) => total + byte, 0)
    bytes.set(text(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
    return bytes
  }
  function padded(value: string): Uint8Array {
    const bytes = new Uint8Array(512)
    bytes.set(text(value))
    return bytes
  }
  const pax = '27 path=a/😀/long enough\n'
  const archive = new Uint8Array(
    Buffer.concat([
      header('long', 9, 'L'),
      padded('very/long'),
      header('x', 2, '0'),
      padded('hi'),
      header('pax', text(pax).length, 'x'),
      padded(pax),
      header('y', 0, '0'),
      header('folder/', 0, '5'),
      new Uint8Array(1024),
    ]),
  )

  test('gives its files, with long names', () => {
    expect(readTar(archive).map(({ path, bytes, modifiedMs }) => [path, bytes.length, modifiedMs])).toEqual([
      ['very/long', 2, 1_000_000],
      ['a/😀/long enough', 0, 1_000_000],
    ])
  })

  test('that is cut off or is none is refused', () => {
    expect(() => readTar(archive.slice(0, 1100))).toThrow(StoreError)
    expect(() => readTar(text('x'.repeat(600)))).toThrow(StoreError)
  })
})
