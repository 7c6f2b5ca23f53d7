import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import {
  EMPTY_GROUP_FILE,
  ENCRYPTED_COLUMN_FILE,
  INT96_FILE,
  INT96_NANOS_FILE,
} from '../columnar/test-parquet-files.ts'
import { TraceWriter } from '../trace/writer.ts'
import { parseKeySpec } from './key-spec.ts'
import { MemoryFile, MemorySink } from './memory-files.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import type { SortError } from './sort-error.ts'
import { sortFile } from './sort-file.ts'
import type { FileSortReport, FileSortRequest } from './sort-file-types.ts'

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData']

function write(columnData: Columns, rowGroupSize = 1000): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize, pageSize: 2000 }))
}

async function sortParquet(
  bytes: Uint8Array,
  key: string,
  changes: Partial<FileSortRequest> = {},
): Promise<{ rows: Record<string, unknown>[]; report: FileSortReport; bytes: ArrayBuffer }> {
  const output = new MemorySink()
  const request: FileSortRequest = {
    format: 'parquet',
    keys: parseKeySpec(key),
    memoryBytes: 1 << 20,
    badRows: 'stop',
    ...changes,
  }
  const sort = sortFile(new MemoryFile(bytes, 'x.parquet'), output, new MemoryRunStore(), request, new TraceWriter())
  for (;;) {
    const step = sort.next()
    if (step.done !== true) continue
    const { buffer } = output.bytes() as Uint8Array<ArrayBuffer>
    return { rows: await parquetReadObjects({ file: buffer }), report: step.value, bytes: buffer }
  }
}

describe('Parquet', () => {
  test('all types are carried and sorted, with their logical types', async () => {
    const columnData: Columns = [
      { name: 'n', data: [3, 1, 2, null], type: 'INT32' },
      { name: 'big', data: [3n, -(2n ** 63n), 2n, 2n ** 63n - 1n], type: 'INT64' },
      { name: 'f', data: [1.5, NaN, -1, null], type: 'DOUBLE' },
      { name: 's', data: ['b', 'é', null, 'a'], type: 'STRING' },
      { name: 'flag', data: [true, false, null, true], type: 'BOOLEAN' },
      { name: 't', data: [0, 1, 2, 3].map((i) => new Date(1e12 + i)), type: 'TIMESTAMP' },
    ]
    const bytes = write(columnData)
    const before = await parquetReadObjects({ file: bytes.buffer as ArrayBuffer })
    const order = async (key: string): Promise<number[]> => {
      const { rows } = await sortParquet(bytes, key)
      return rows.map((row) => before.findIndex((old) => (old['t'] as Date).getTime() === (row['t'] as Date).getTime()))
    }
    expect(await order('n')).toEqual([3, 1, 2, 0])
    expect(await order('n:desc')).toEqual([0, 2, 1, 3])
    expect(await order('big')).toEqual([1, 2, 0, 3])
    expect(await order('f')).toEqual([3, 2, 0, 1])
    expect(await order('s')).toEqual([2, 3, 0, 1])
    expect(await order('flag,n:desc')).toEqual([2, 1, 0, 3])
    expect(await order('t:desc')).toEqual([3, 2, 1, 0])
    const { rows, bytes: sorted, report } = await sortParquet(bytes, 'n')
    expect(rows).toEqual([3, 1, 2, 0].map((i) => before[i]))
    expect(report.keys[0]?.type).toBe('int32')
    const logical = (buffer: ArrayBuffer): unknown =>
      parquetMetadata(buffer)
        .schema.slice(1)
        .map(({ name, converted_type, logical_type, type }) => ({
          name,
          converted_type,
          logical_type,
          type,
        }))
    expect(logical(sorted)).toEqual(logical(bytes.buffer as ArrayBuffer))
  })

  test('many row groups, dictionary and plain pages, little memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.option(fc.integer()), fc.option(fc.string({ maxLength: 30 }))), {
          minLength: 1,
          maxLength: 3000,
          size: 'max',
        }),
        fc.boolean(),
        async (pairs, isByText) => {
          const columnData: Columns = [
            { name: 'row', data: pairs.map((_, i) => i), type: 'INT32' },
            { name: 'n', data: pairs.map(([n]) => n), type: 'INT32' },
            { name: 's', data: pairs.map(([, s]) => s), type: 'STRING' },
          ]
          const bytes = write(columnData, 700)
          const memoryBytes = 400_000
          const { rows, report } = await sortParquet(bytes, isByText ? 's' : 'n', {
            memoryBytes,
            fanIn: 3,
            pageBytes: 2048,
          })
          const expected = pairs.map((_, i) => i)
          expected.sort((a, b) => {
            const [x, y] = [pairs[a]?.[isByText ? 1 : 0] ?? null, pairs[b]?.[isByText ? 1 : 0] ?? null]
            if (x === null || y === null) return Number(x !== null) - Number(y !== null)
            return isByText
              ? Buffer.compare(Buffer.from(x as string), Buffer.from(y as string))
              : (x as number) - (y as number)
          })
          expect(rows.map((row) => row['row'])).toEqual(expected)
          expect(report.result.peakMemoryBytes).toBeLessThanOrEqual(memoryBytes)
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)

  test('an independent reader finds every value as it was: signs of zeros, NaN, columns without a value', async () => {
    const float = fc.constantFrom(0, -0, 1.5, NaN, -Infinity, null)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ n: fc.integer(), f: float, d: float, flag: fc.option(fc.boolean()) }), {
          minLength: 1,
          maxLength: 400,
          size: 'max',
        }),
        fc.boolean(),
        fc.constantFrom('n', 'f', 'd:desc', 'flag'),
        async (rows, hasFlags, key) => {
          const columnData: Columns = [
            { name: 'row', data: rows.map((_, i) => i), type: 'INT32' },
            { name: 'n', data: rows.map(({ n }) => n), type: 'INT32' },
            { name: 'f', data: rows.map(({ f }) => f), type: 'FLOAT', encoding: 'PLAIN' },
            { name: 'd', data: rows.map(({ d }) => d), type: 'DOUBLE', encoding: 'PLAIN' },
            {
              name: 'flag',
              data: rows.map(({ flag }) => (hasFlags ? flag : null)),
              type: 'BOOLEAN',
              encoding: 'PLAIN',
            },
          ]
          const bytes = write(columnData, 150)
          const before = await parquetReadObjects({ file: bytes.buffer as ArrayBuffer })
          expect(before.map((row) => [row['f'], row['d']] as unknown[])).toEqual(rows.map(({ f, d }) => [f, d]))
          const { rows: sorted } = await sortParquet(bytes, key)
          expect(sorted.toSorted((a, b) => Number(a['row']) - Number(b['row']))).toEqual(before)
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)

  test('a column of one value, a few bytes in the file, takes the memory that its values take in arrays', async () => {
    const columnData: Columns = [
      { name: 'n', data: Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003), type: 'INT32' },
      { name: 'same', data: Array.from({ length: 100_000 }, () => 7), type: 'INT32' },
    ]
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 100_000, pageSize: 1 << 24 }))
    const refused = await sortParquet(bytes, 'n', { memoryBytes: 3 << 20 }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'MEMORY_TOO_SMALL', where: 'memory' })
    const least = Number(/at least ([\d,]+) bytes/.exec((refused as SortError).message)?.[1]?.replaceAll(',', ''))
    expect(least).toBeGreaterThan((4 + 4 + 8) * 100_000)
    const { rows, report } = await sortParquet(bytes, 'n', { memoryBytes: least })
    expect(rows).toHaveLength(100_000)
    expect(report.result.peakMemoryBytes).toBeLessThanOrEqual(least)
  })

  test('a hundred columns of numbers take little more memory than their pages', async () => {
    const rows = 4000
    const columnData: Columns = Array.from({ length: 100 }, (_, c) => ({
      name: `c${c}`,
      data: Array.from({ length: rows }, (_, i) => BigInt((i * 7919 + c * 104_729) % 1_000_003)),
      type: 'INT64',
    }))
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: rows, pageSize: 1 << 20 }))
    const memoryBytes = 2 * 8 * 100 * rows
    const { rows: sorted, report } = await sortParquet(bytes, 'c7', { memoryBytes })
    expect(report.result.peakMemoryBytes).toBeLessThanOrEqual(memoryBytes)
    const values = sorted.map((row) => Number(row['c7']))
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(sorted).toHaveLength(rows)
  })

  test('what cannot be sorted is refused', async () => {
    const flat = write([{ name: 'n', data: [1, 2], type: 'INT32' }])
    const refuse = async (bytes: Uint8Array, key: string): Promise<SortError> =>
      sortParquet(bytes, key).then(
        () => {
          throw new Error('nothing was thrown')
        },
        (error: unknown) => error as SortError,
      )
    expect((await refuse(flat, 'm')).code).toBe('NO_SUCH_COLUMN')
    expect((await refuse(flat, 'n:string')).code).toBe('BAD_KEY')
    expect((await refuse(new Uint8Array(0), 'n')).code).toBe('EMPTY_INPUT')
    expect((await refuse(new TextEncoder().encode('n\n1\n2\n3\n4\n5\n'), 'n')).code).toBe('DAMAGED_FILE')
    expect((await refuse(flat.slice(0, flat.length - 3), 'n')).code).toBe('DAMAGED_FILE')
    const broken = flat.slice()
    broken.fill(0xff, 4, 30)
    expect((await refuse(broken, 'n')).code).toBe('DAMAGED_FILE')
    const encrypted = flat.slice()
    encrypted.set(new TextEncoder().encode('PARE'), flat.length - 4)
    expect(await refuse(encrypted, 'n')).toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: 'x.parquet is an encrypted Parquet file; decrypt it first',
    })
    expect(await refuse(ENCRYPTED_COLUMN_FILE, 'n')).toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: 'column x of x.parquet is encrypted; decrypt it first',
      where: 'x',
    })
  })

  const parsers = { timestampFromNanoseconds: (nanos: bigint) => nanos }

  test('INT96 in a dictionary is the timestamp that it is in a plain page', async () => {
    const { bytes } = await sortParquet(INT96_FILE, 't:desc')
    const rows = await parquetReadObjects({ file: bytes, parsers })
    const late = (BigInt(Date.UTC(2024, 0, 2, 3, 4, 5)) * 1000n + 678_901n) * 1000n
    expect(rows.map(({ t }) => t as unknown)).toEqual([late, late, -1000n, null])
  })

  test.each([
    ['n', [5, 3, 2, 6, 1, 0, 4]],
    ['n:desc', [4, 0, 1, 6, 2, 3, 5]],
    ['far', [5, 2, 6, 1, 3, 4, 0]],
    ['far:desc:nulls-first', [5, 0, 4, 3, 1, 6, 2]],
    ['n:nulls-last,row', [3, 2, 6, 1, 0, 4, 5]],
  ])('INT96 is sorted by its nanoseconds and stays as it is, by %s', async (key, order) => {
    const before = await parquetReadObjects({ file: INT96_NANOS_FILE.buffer as ArrayBuffer, parsers })
    const { bytes, report } = await sortParquet(INT96_NANOS_FILE, key)
    const rows = await parquetReadObjects({ file: bytes, parsers })
    expect(rows).toEqual(order.map((row) => before[row]))
    expect(before[0]).toEqual({ n: 875_669_748_745_367_355n, far: 253_402_300_799_999_999_000n, row: 0 })
    expect(report.keys[0]?.type).toBe('timestamp')
    const { schema, row_groups } = parquetMetadata(bytes)
    const [n] = schema.slice(1)
    expect([n?.type, n?.converted_type, n?.logical_type]).toEqual(['INT96', undefined, undefined])
    expect(row_groups[0]?.columns.map(({ meta_data: chunk }) => chunk?.type)).toEqual(['INT96', 'INT96', 'INT32'])
  })

  test('a row group without rows is passed over', async () => {
    const { rows, report } = await sortParquet(EMPTY_GROUP_FILE, 'n')
    expect(rows).toEqual([])
    expect(report).toMatchObject({ keys: [{ type: 'int64' }], result: { records: 0 } })
  })
})
