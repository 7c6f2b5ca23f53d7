import { brotliCompressSync, gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import type { RangeSource } from '../storage/range-source.ts'
import { ByteReader } from './byte-reader.ts'
import { readValues } from './page-values.ts'
import { readParquetFooter } from './parquet-footer.ts'
import type { ParquetNode } from './parquet-footer.ts'
import { readGroup } from './read-plan.ts'
import type { ReadPlan } from './read-plan.ts'
import { planRecord } from './record-plan.ts'
import { readHybrid } from './rle-values.ts'
import { NULLS_FILE, NULLS_LZ4_FILE, NULLS_V2_FILE } from './test-parquet-files.ts'

/** The hybrid written the plain way: runs of one, or groups of eight. */
function writeHybrid(values: readonly number[], bitWidth: number, rng: Rng): Uint8Array<ArrayBuffer> {
  const out: number[] = []
  const varint = (value: number): void => {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128)
    out.push(rest)
  }
  for (let at = 0; at < values.length;) {
    if (rng.nextBelow(2) === 0) {
      let run = 1
      while (values[at + run] === values[at] && at + run < values.length) run++
      varint(run * 2)
      for (let shift = 0; shift < bitWidth; shift += 8) out.push(((values[at] as number) >>> shift) & 255)
      at += run
    } else {
      const groups = 1 + rng.nextBelow(3)
      varint(groups * 2 + 1)
      const bits: number[] = []
      for (let i = 0; i < groups * 8; i++) {
        for (let bit = 0; bit < bitWidth; bit++) bits.push(((values[at + i] ?? 0) >>> bit) & 1)
      }
      for (let i = 0; i < bits.length; i += 8) {
        out.push(bits.slice(i, i + 8).reduce((byte, bit, place) => byte | (bit << place), 0))
      }
      at += groups * 8
    }
  }
  return Uint8Array.from(out)
}

describe('the hybrid of runs and packed bits', () => {
  const lists = countUnlessWhole(500)
  test(`${lists} lists with seed 41 come back`, () => {
    const rng = new Rng(41)
    for (let i = 0; i < lists; i++) {
      const bitWidth = rng.nextBelow(33)
      const most = bitWidth === 0 ? 1 : 2 ** bitWidth
      const kinds = Array.from({ length: 3 }, () => rng.nextBelow(most))
      const values = Array.from({ length: rng.nextBelow(60) }, () => kinds[rng.nextBelow(3)] as number)
      const into = new Int32Array(values.length)
      readHybrid(new ByteReader(writeHybrid(values, bitWidth, rng)), bitWidth, into)
      expect([...into]).toEqual(values.map((value) => value | 0))
    }
  })

  test('a run that is longer than the page is cut, and one that is cut is an error', () => {
    const into = new Int32Array(3)
    readHybrid(new ByteReader(Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x0f, 7)), 3, into)
    expect([...into]).toEqual([7, 7, 7])
    expect(() => readHybrid(new ByteReader(Uint8Array.of(3)), 3, into)).toThrow('too early')
    expect(() => readHybrid(new ByteReader(Uint8Array.of(0, 0, 0)), 3, into)).toThrow('empty')
    expect(() => readHybrid(new ByteReader(Uint8Array.of(2, 1)), 40, into)).toThrow('40 bits')
  })
})

const SCHEMA = [
  { name: 'root', num_children: 3 },
  { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' },
  { name: 'list', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
  { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'inner', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  { name: 'map', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'MAP' },
  { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
  { name: 'key', type: 'INT32', repetition_type: 'REQUIRED' },
  { name: 'value', type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
]

function maybe<T>(rng: Rng, make: () => T): T | null {
  return rng.nextBelow(4) === 0 ? null : make()
}

function listOf<T>(rng: Rng, make: () => T): T[] {
  return Array.from({ length: rng.nextBelow(4) }, make)
}

function someRow(rng: Rng, id: number) {
  return {
    id,
    list: maybe(rng, () =>
      listOf(rng, () =>
        maybe(rng, () => ({
          name: maybe(rng, () => `n${rng.nextBelow(5)}`),
          inner: maybe(rng, () => listOf(rng, () => maybe(rng, () => rng.nextBelow(9) / 4))),
        })),
      ),
    ),
    map: maybe(rng, () => listOf(rng, () => [rng.nextBelow(100), maybe(rng, () => rng.nextBelow(2) === 0)] as const)),
  }
}

/** As the plans give it: missing fields left out, null as undefined. */
function asRead(value: unknown): unknown {
  if (value === null) return undefined
  if (Array.isArray(value)) return value.map(asRead)
  if (typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, item]) => [key, asRead(item)] as const)
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}

describe('nested columns', () => {
  const files = countUnlessWhole(60)
  test(`${files} files with seed 42, several groups and small pages, come back`, async () => {
    const rng = new Rng(42)
    for (let i = 0; i < files; i++) {
      const rows = Array.from({ length: rng.nextBelow(40) }, (_, id) => someRow(rng, id))
      const columnData = [
        { name: 'id', data: rows.map(({ id }) => id) },
        { name: 'list', data: rows.map(({ list }) => list) },
        { name: 'map', data: rows.map(({ map }) => map?.map(([key, value]) => ({ key, value })) ?? null) },
      ]
      const rowGroupSize = 1 + rng.nextBelow(30)
      const bytes = new Uint8Array(
        parquetWriteBuffer({ schema: SCHEMA as never, columnData, rowGroupSize, pageSize: 16 }),
      )
      expect(await readAll(bytes)).toEqual(rows.map((row) => [row.id, asRead(row.list), asRead(row.map)]))
    }
  })
})

type Make = (rng: Rng) => unknown
const text: Make = (rng) => new TextEncoder().encode(`prefix-${'x'.repeat(rng.nextBelow(9))}-${rng.nextBelow(1000)}`)
const wide: Make = (rng) => (BigInt(rng.nextUint32()) << 31n) - BigInt(rng.nextUint32())

describe('encodings and codecs', () => {
  const columns = countUnlessWhole(30)
  test.each([
    ['INT32', 'PLAIN', (rng) => rng.nextUint32() | 0],
    ['INT32', 'DELTA_BINARY_PACKED', (rng) => (rng.nextUint32() | 0) >> rng.nextBelow(32)],
    ['INT64', 'DELTA_BINARY_PACKED', wide],
    ['INT64', 'PLAIN', wide],
    ['BYTE_ARRAY', 'DELTA_LENGTH_BYTE_ARRAY', text],
    ['BYTE_ARRAY', 'DELTA_BYTE_ARRAY', text],
    ['FLOAT', 'BYTE_STREAM_SPLIT', (rng) => Math.fround(rng.nextFloat())],
    ['DOUBLE', 'BYTE_STREAM_SPLIT', (rng) => rng.nextFloat()],
    ['INT32', 'BYTE_STREAM_SPLIT', (rng) => rng.nextUint32() | 0],
    ['BOOLEAN', 'RLE', (rng) => rng.nextBelow(2) === 1],
    ['BOOLEAN', 'PLAIN', (rng) => rng.nextBelow(2) === 1],
  ] as [string, string, Make][])(
    `${columns} columns of %s in %s with seed 43 come back`,
    async (type, encoding, make) => {
      const rng = new Rng(43)
      for (let i = 0; i < columns; i++) {
        const data = Array.from({ length: rng.nextBelow(600) }, () => maybe(rng, () => make(rng)))
        const schema = [
          { name: 'root', num_children: 1 },
          { name: 'c', type, repetition_type: 'OPTIONAL' },
        ]
        const columnData = [{ name: 'c', data, encoding }]
        const codec = (['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI'] as const)[i % 4] as 'GZIP'
        const compressors = { GZIP: gzipSync, BROTLI: brotliCompressSync }
        const bytes = parquetWriteBuffer({ schema, columnData, codec, compressors, rowGroupSize: 250 } as never)
        expect(await readAll(new Uint8Array(bytes), planStored)).toEqual(data.map((value) => [value ?? undefined]))
      }
    },
  )
})

describe('pages without a value, as pyarrow writes them', () => {
  test.each([
    ['in pages of version 1', NULLS_FILE, 4],
    ['in pages of version 2', NULLS_V2_FILE, 4],
    ['with an empty dictionary in LZ4', NULLS_LZ4_FILE, 1],
  ])('are read: %s', async (_, bytes, columns) => {
    const row = new Array<undefined>(columns).fill(undefined)
    expect(await readAll(bytes.slice())).toEqual([row, row, row])
  })

  test('are damaged where their header counts values', () => {
    const wrong = new ByteReader(Uint8Array.of(128, 1, 4, 3, 0))
    expect(() => readValues(wrong, 'DELTA_BINARY_PACKED', 'INT32', undefined, 0)).toThrow('header of its deltas')
  })
})

/** Values as they are stored. */
function planStored(node: ParquetNode): ReadPlan {
  return { kind: 'leaf', node, convert: undefined }
}

async function readAll(bytes: Uint8Array<ArrayBuffer>, plan = planRecord): Promise<unknown[][]> {
  const source: RangeSource = {
    name: 'f',
    sizeBytes: bytes.length,
    read: (start, end) => Promise.resolve(bytes.slice(start, end)),
  }
  const footer = await readParquetFooter(source)
  const rows: unknown[][] = []
  for (const group of footer.groups) {
    const columns = await readGroup(source, group, footer.root.children.map(plan))
    for (let row = 0; row < group.rows; row++) rows.push(columns.map((column) => column[row]))
  }
  return rows
}
