import fc from 'fast-check'
import type { ColumnMetaData, FileMetaData } from 'hyparquet/src/types.js'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { serializeTCompactProtocol } from 'hyparquet-writer/src/thrift.js'
import { describe, expect, test } from 'vitest'
import { openParquet } from './parquet-file.ts'
import type { ParquetColumn } from './parquet-file.ts'
import { ColumnPages, measurePages } from './parquet-pages.ts'
import type { PhysicalValue } from './parquet-pages.ts'
import type { RangeReader } from './range-reader.ts'
import { CHECKSUM_FILE, LONG_STATISTICS_FILE } from './test-parquet-files.ts'

const DATA_PAGE = 0
const DATA_PAGE_V2 = 3
const PLAIN = 0
const RLE = 3

/** A column s of one text of so many bytes, which stands twice in the header of its page: as its greatest and its least value. */
function writeLongStatistics(length: number, version: 1 | 2): Uint8Array<ArrayBuffer> {
  const text = new Uint8Array(length).fill(120)
  const statistics = { field_5: text, field_6: text }
  const size = 4 + length
  const head =
    version === 1
      ? { field_5: { field_1: 1, field_2: PLAIN, field_3: RLE, field_4: RLE, field_5: statistics } }
      : {
          field_8: {
            ...{ field_1: 1, field_2: 0, field_3: 1, field_4: PLAIN, field_5: 0, field_6: 0, field_7: false },
            field_8: statistics,
          },
        }
  const writer = new ByteWriter()
  writer.appendUint32(0x31524150)
  serializeTCompactProtocol(writer, {
    field_1: version === 1 ? DATA_PAGE : DATA_PAGE_V2,
    field_2: size,
    field_3: size,
    ...head,
  })
  writer.appendUint32(length)
  writer.appendBytes(text)
  const chunk: ColumnMetaData = {
    type: 'BYTE_ARRAY',
    encodings: ['PLAIN'],
    path_in_schema: ['s'],
    codec: 'UNCOMPRESSED',
    num_values: 1n,
    total_uncompressed_size: BigInt(writer.offset - 4),
    total_compressed_size: BigInt(writer.offset - 4),
    data_page_offset: 4n,
  }
  const metadata: FileMetaData = {
    version: 2,
    schema: [
      { name: 'schema', num_children: 1 },
      { name: 's', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED', converted_type: 'UTF8' },
    ],
    num_rows: 1n,
    row_groups: [
      {
        columns: [{ file_offset: 4n, meta_data: chunk }],
        total_byte_size: BigInt(writer.offset - 4),
        num_rows: 1n,
      },
    ],
    metadata_length: 0,
  }
  writeMetadata(writer, metadata)
  writer.appendUint32(0x31524150)
  return new Uint8Array(writer.getBytes())
}

/** Reads the first value of the only column as one who has planned for it. */
function readFirst(bytes: Uint8Array): unknown {
  const file = readerOf(bytes)
  const [column] = openParquet(file).columns
  if (column === undefined) throw new Error('the file has no column')
  expect(measurePages(file, column).passing).toBeGreaterThan(0)
  const pages = new ColumnPages(file, column)
  pages.seekGroup(0)
  return pages.read()
}

function readerOf(bytes: Uint8Array): RangeReader {
  return {
    name: 'x.parquet',
    sizeBytes: bytes.length,
    read: (offset, into) => {
      const part = bytes.subarray(offset, offset + into.length)
      into.set(part)
      return part.length
    },
  }
}

test('any row is found from any other, with and without missing values', () => {
  const cell = fc.option(fc.integer({ min: 0, max: 3 }), { freq: 3, nil: undefined })
  const jump = fc.record({ group: fc.nat(3), skipped: fc.nat(49), read: fc.nat(50) })
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 200, maxLength: 200 }),
      fc.boolean(),
      fc.array(jump),
      (cells, isFull, jumps) => {
        const values = cells.map((value, i) => (isFull ? i % 90 : value) ?? null)
        const columnData = [{ name: 'n', data: values, type: 'INT32' as const }]
        const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 50, pageSize: 60 }))
        const file = readerOf(bytes)
        const [column] = openParquet(file).columns
        if (column === undefined) throw new Error('the file has no column')
        const pages = new ColumnPages(file, column)
        for (const { group, skipped, read } of [...jumps, { group: 0, skipped: 0, read: 50 }]) {
          pages.seekGroup(group)
          pages.skip(skipped)
          for (let row = skipped; row < Math.min(50, skipped + read); row++) {
            expect(pages.read() ?? null).toBe(values[50 * group + row])
          }
        }
      },
    ),
    { numRuns: 80 },
  )
})

test.each([
  ['BYTE_ARRAY', 'PLAIN'],
  ['BYTE_ARRAY', 'RLE_DICTIONARY'],
  ['BYTE_ARRAY', 'DELTA_LENGTH_BYTE_ARRAY'],
  ['BYTE_ARRAY', 'DELTA_BYTE_ARRAY'],
  ['FIXED_LEN_BYTE_ARRAY', 'PLAIN'],
  ['BOOLEAN', 'PLAIN'],
  ['BOOLEAN', 'RLE'],
  ['INT64', 'DELTA_BINARY_PACKED'],
  ['INT32', 'DELTA_BINARY_PACKED'],
] as const)(
  'any row is found from any other where %s is stored as %s, and after all was let go of',
  (type, encoding) => {
    const makers: Record<typeof type, (n: number) => PhysicalValue> = {
      BYTE_ARRAY: (n) => new TextEncoder().encode(`front ${'x'.repeat(n % 7)} ${n}`),
      FIXED_LEN_BYTE_ARRAY: (n) => Uint8Array.of(n, 1, 2, n),
      BOOLEAN: (n) => n % 3 === 0,
      INT64: (n) => BigInt(n) << 40n,
      INT32: (n) => n << 20,
    }
    const element = { name: 'c', type, type_length: 4, repetition_type: 'OPTIONAL' as const }
    const jump = fc.record({ group: fc.nat(3), skipped: fc.nat(49), read: fc.nat(50), isLetGo: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(9)), { minLength: 200, maxLength: 200 }),
        fc.array(jump),
        (numbers, jumps) => {
          const data = numbers.map((n) => (n === null ? undefined : makers[type](n)))
          const columnData = [{ name: 'c', data, encoding }]
          const schema = [{ name: 'root', num_children: 1 }, element]
          const options = { schema, columnData, rowGroupSize: 50, pageSize: 90 }
          const file = readerOf(new Uint8Array(parquetWriteBuffer(options)))
          const pages = new ColumnPages(file, openParquet(file).columns[0] as ParquetColumn)
          for (const { group, skipped, read, isLetGo } of [
            ...jumps,
            { group: 0, skipped: 0, read: 50, isLetGo: true },
          ]) {
            if (isLetGo) pages.release()
            pages.seekGroup(group)
            pages.skip(skipped)
            for (let row = skipped; row < Math.min(50, skipped + read); row++) {
              expect(pages.read()).toEqual(data[50 * group + row])
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  },
)

describe('the checksum of a page', () => {
  /** The page of a file that pyarrow wrote with checksums, read to its only value. */
  const readNumber = (change: (bytes: Uint8Array) => void): unknown => {
    const bytes = CHECKSUM_FILE.slice()
    change(bytes)
    return readFirst(bytes)
  }

  test('is passed over where it is right', () => {
    expect(readNumber(() => undefined)).toBe(0x01020304)
  })

  test('tells damage that can be decoded', () => {
    const change = (bytes: Uint8Array): void => {
      // The number as PLAIN, its lowest byte first.
      const at = bytes.findIndex((byte, i) => byte === 4 && bytes[i + 1] === 3 && bytes[i + 2] === 2)
      bytes[at] = 5
    }
    expect(() => readNumber(change)).toThrow('x.parquet is damaged: a page does not have its checksum')
  })
})

describe('the header of a page', () => {
  test.each([1, 2] as const)(
    'is read wherever its first bytes end: statistics of any length, version %i',
    (version) => {
      for (let length = 0; length <= 2200; length++) {
        const value = readFirst(writeLongStatistics(length, version))
        expect(value, `a text of ${length} bytes`).toHaveLength(length)
      }
    },
  )

  test('is read when it is longer than several reads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2200, max: 300_000 }),
        fc.constantFrom(1 as const, 2 as const),
        (length, version) => {
          expect(readFirst(writeLongStatistics(length, version))).toHaveLength(length)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('with the statistics that pyarrow writes is read', () => {
    expect(readFirst(LONG_STATISTICS_FILE)).toEqual(new Uint8Array(509).fill(98))
  })

  test('whose numbers are not of their type is told as damage', () => {
    const bytes = CHECKSUM_FILE.slice()
    // The size of the page, the second field: from an integer of 32 bits to one of 64.
    expect([...bytes.subarray(4, 9)]).toEqual([0x15, 0, 0x15, 8, 0x15])
    bytes[6] = 0x16
    expect(() => readFirst(bytes)).toThrow('x.parquet is damaged: a page header cannot be read')
  })

  test('that ends nowhere is told as damage', () => {
    const bytes = writeLongStatistics(600, 1)
    // The length of the greatest value, at the beginning of the header: more than the column has.
    bytes.set([0xff, 0xff, 0x7f], bytes.indexOf(120) - 2)
    expect(() => readFirst(bytes)).toThrow('x.parquet is damaged: a page header cannot be read')
  })
})
