import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { writeZip } from '../../../scripts/write-zip.ts'
import { readTarTable } from '../operations/tar-table.ts'
import { crc32 } from './crc32.ts'
import { ZipStore } from './zip-store.ts'

type Bytes = Uint8Array<ArrayBuffer>

const text = (value: string): Bytes => new TextEncoder().encode(value)

function openZip(bytes: Bytes): Promise<ZipStore> {
  const read = (start: number, end: number): Promise<Bytes> => Promise.resolve(bytes.slice(start, end))
  return ZipStore.open({ name: 'a.zip', sizeBytes: bytes.length, read }, (packed, sizeBytes) =>
    Promise.resolve(new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) }))),
  )
}

async function messageOf(act: () => unknown): Promise<string> {
  try {
    await act()
  } catch (error) {
    return (error as Error).message
  }
  return 'no error'
}

function zipOf(...paths: readonly string[]): Bytes {
  return writeZip(new Map(paths.map((path) => [path, text(path)])))
}

async function pathsIn(bytes: Bytes): Promise<string[]> {
  return (await (await openZip(bytes)).list('')).map(({ path }) => path)
}

/** The number of entries stands at byte 10 of the last 22. */
function withCount(archive: Bytes, count: number): Bytes {
  const bytes = archive.slice()
  new DataView(bytes.buffer).setUint16(bytes.length - 12, count, true)
  return bytes
}

describe('a zip archive', () => {
  it.each(['../x', '/etc/x', 'a/../../x', 'a//x', 'a/\0x'])('with the path %j is refused', async (path) => {
    expect(await messageOf(() => openZip(zipOf('t/a', path)))).toMatch(/^a\.zip: the path ".*" leaves the archive$/s)
  })

  it('with one name twice is refused, and a long name is cut where it is told', async () => {
    const twice = zipOf('t/a', 't/b')
    const at = Buffer.from(twice).lastIndexOf('t/b')
    twice.set(text('t/a'), at)
    expect(await messageOf(() => openZip(twice))).toBe('a.zip: t/a is there twice')
    const message = await messageOf(() => openZip(zipOf(`../${'x'.repeat(60_000)}`)))
    expect(message.length).toBeLessThan(200)
  })

  it('tells names apart of which one begins with what looks like a byte order mark', async () => {
    expect(await pathsIn(zipOf('a', '\ufeffa'))).toEqual(['a', '\ufeffa'])
  })

  it('gives all its entries, also where their count has run over', async () => {
    const paths = Array.from({ length: 300 }, (_, i) => `t/${i}`)
    expect((await pathsIn(withCount(zipOf(...paths), 300 - 256))).length).toBe(300)
    expect(await messageOf(() => openZip(withCount(zipOf(...paths), 301)))).toMatch(/entry 300 of its directory/)
  })

  it('of an Apple computer or of Windows has the paths of the table', async () => {
    expect(await pathsIn(zipOf('__MACOSX/t/_delta_log/._0.json', 't/._x', 't/_delta_log/0.json'))).toEqual([
      't/_delta_log/0.json',
    ])
    expect(await pathsIn(zipOf('t\\_delta_log\\0.json', 't\\empty\\', 't\\a'))).toEqual(['t/_delta_log/0.json', 't/a'])
    expect(await pathsIn(zipOf('t/_delta_log/0.json', 't/a\\b'))).toEqual(['t/_delta_log/0.json', 't/a\\b'])
  })

  it('that claims more bytes than deflate can hold is refused', async () => {
    const bytes = writeZip(new Map([['t/bomb', new Uint8Array(1 << 21)]]))
    const directory = bytes.length - 22 - 46 - 't/bomb'.length
    new DataView(bytes.buffer).setUint32(directory + 24, 1_100_000_000, true)
    expect(await messageOf(() => openZip(bytes))).toMatch(/claims 1100000000 bytes, more than it can hold/)
  })

  it('with a bomb that could be as large as it says is told by its size, before anything is unpacked', async () => {
    const packedBytes = 1_200_000
    const bytes = new Uint8Array(30 + 6 + packedBytes + 46 + 6 + 22)
    const view = new DataView(bytes.buffer)
    const directory = 36 + packedBytes
    view.setUint32(0, 0x04034b50, true)
    view.setUint16(26, 6, true)
    bytes.set(text('t/bomb'), 30)
    view.setUint32(directory, 0x02014b50, true)
    view.setUint16(directory + 10, 8, true)
    view.setUint32(directory + 16, crc32(new Uint8Array()), true)
    view.setUint32(directory + 20, packedBytes, true)
    view.setUint32(directory + 24, 1_200_000_000, true)
    view.setUint16(directory + 28, 6, true)
    bytes.set(text('t/bomb'), directory + 46)
    view.setUint32(directory + 52, 0x06054b50, true)
    view.setUint16(directory + 62, 1, true)
    view.setUint32(directory + 64, 52, true)
    view.setUint32(directory + 68, directory, true)
    const store = await openZip(bytes)
    expect(await messageOf(() => store.get('t/bomb'))).toBe(
      'a.zip: t/bomb unpacks to 1200000000 bytes, more than can be held in memory',
    )
  })
})

describe('a tar archive', () => {
  it.each(['../t/_delta_log/0.json', '/t/_delta_log/0.json', 't/../../x'])(
    'with the path %j is refused',
    async (path) => {
      const archive = tarOf(['t/_delta_log/0.json', 'a'], [path, 'b'])
      expect(await messageOf(() => readTarTable(archive, 'a.tar'))).toMatch(
        /^a\.tar: the path ".*" leaves the archive$/,
      )
    },
  )

  it('with a file twice gives the last, as those who unpack it get, and nothing of an Apple computer', () => {
    const archive = tarOf(
      ['./t/_delta_log/0.json', 'old'],
      ['./t/._x', 'apple'],
      ['./t/_delta_log/._0.json', 'apple'],
      ['./t/_delta_log/0.json', 'new'],
    )
    const files = readTarTable(archive, 'a.tar')
    expect([...files].map(([path, { bytes }]) => [path, new TextDecoder().decode(bytes)])).toEqual([
      ['_delta_log/0.json', 'new'],
    ])
  })

  it('with a sparse file is refused: its bytes stand otherwise', async () => {
    const pax = '22 GNU.sparse.major=1\n'
    for (const archive of [
      joined(header('t/_delta_log/0.json', 0, 'S')),
      joined(header('pax', pax.length, 'x'), padded(pax), header('t/_delta_log/0.json', 0, '0')),
    ]) {
      expect(await messageOf(() => readTarTable(archive, 'a.tar'))).toMatch(/is a sparse one$/)
    }
  })
})

function tarOf(...files: readonly (readonly [path: string, content: string])[]): Bytes {
  return joined(...files.flatMap(([path, content]) => [header(path, content.length, '0'), padded(content)]))
}

function header(path: string, size: number, kind: string): Bytes {
  const bytes = padded(path)
  bytes.set(text(size.toString(8).padStart(11, '0')), 124)
  bytes.set(text('0'.repeat(11)), 136)
  bytes[156] = kind.charCodeAt(0)
  bytes.fill(32, 148, 156)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.set(text(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
  return bytes
}

function padded(value: string): Bytes {
  const bytes = new Uint8Array(512)
  bytes.set(text(value))
  return bytes
}

function joined(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat([...parts, new Uint8Array(1024)]))
}
