import { expect, test } from 'vitest'
import type { ColumnSpec } from '../columnar/parquet-writer.ts'
import { ParquetGroups } from '../columnar/parquet-writer.ts'
import type { PhysicalValue } from '../columnar/parquet-pages.ts'
import { convertParquetToCsv } from '../sort/formats/parquet-to-csv.ts'
import { textFormOf } from '../sort/formats/parquet-text.ts'
import { openParquet } from '../columnar/parquet-file.ts'
import { MemoryFile, MemorySink } from '../sort/memory-files.ts'
import { convertParquetToNdjson } from './convert-parquet.ts'

type Element = ColumnSpec['element']

interface Sample {
  readonly element: Omit<Element, 'name'>
  readonly value: PhysicalValue
  /** As the field of a CSV has it. */
  readonly csv: string
  /** As JSON has it, where that is not a string of the same characters. */
  readonly json?: string
  readonly form?: string
}

const fixed = (type_length: number): Omit<Element, 'name'> => ({ type: 'FIXED_LEN_BYTE_ARRAY', type_length })
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const NOON = 12n * 3_600_000_000n + 34n * 60_000_000n + 5_000_006n
const time = (unit: 'MILLIS' | 'MICROS' | 'NANOS') => ({ type: 'TIME', isAdjustedToUTC: false, unit }) as const
const timestamp = (isAdjustedToUTC: boolean, unit: 'MICROS' | 'NANOS') =>
  ({ type: 'TIMESTAMP', isAdjustedToUTC, unit }) as const
/** 2024-01-02, its noon and a nanosecond: nanoseconds of the day, Julian day 2,460,312. */
const INT96 = bytes(0x01, 0x80, 0xa7, 0x48, 0x4a, 0x27, 0, 0, 0x98, 0x8a, 0x25, 0)

const SAMPLES: readonly Sample[] = [
  { element: { type: 'INT32', logical_type: time('MILLIS') }, value: 45_245_006, csv: '12:34:05.006' },
  { element: { type: 'INT32', converted_type: 'TIME_MILLIS' }, value: 1000, csv: '00:00:01' },
  { element: { type: 'INT64', converted_type: 'TIME_MICROS' }, value: NOON, csv: '12:34:05.000006' },
  { element: { type: 'INT64', logical_type: time('NANOS') }, value: NOON * 1000n + 7n, csv: '12:34:05.000006007' },
  {
    element: { type: 'INT64', logical_type: timestamp(true, 'MICROS') },
    value: NOON,
    csv: '1970-01-01T12:34:05.000006Z',
  },
  {
    element: { type: 'INT64', logical_type: timestamp(false, 'MICROS') },
    value: NOON,
    csv: '1970-01-01T12:34:05.000006',
  },
  {
    element: { type: 'INT64', logical_type: timestamp(false, 'NANOS') },
    value: -1n,
    csv: '1969-12-31T23:59:59.999999999',
  },
  { element: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }, value: -1000n, csv: '1969-12-31T23:59:59Z' },
  { element: { type: 'INT96' }, value: INT96, csv: '2024-01-02T12:00:00.000000001' },
  {
    element: { ...fixed(16), logical_type: { type: 'UUID' } },
    value: bytes(0x0f, 0x1e, 0x2d, 0x3c, 0x4b, 0x5a, 0x69, 0x78, 0x87, 0x96, 0xa5, 0xb4, 0xc3, 0xd2, 0xe1, 0xf0),
    csv: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  },
  {
    element: { ...fixed(2), logical_type: { type: 'FLOAT16' } },
    value: bytes(0x00, 0x3e),
    csv: '1.5',
    json: '1.5',
    form: 'words',
  },
  {
    element: { ...fixed(2), logical_type: { type: 'FLOAT16' } },
    value: bytes(0x00, 0x80),
    csv: '-0',
    json: '-0',
    form: 'words',
  },
  {
    element: { ...fixed(2), logical_type: { type: 'FLOAT16' } },
    value: bytes(0x00, 0xfc),
    csv: '-Infinity',
    form: 'words',
  },
  { element: { type: 'DOUBLE' }, value: -0, csv: '-0', json: '-0', form: 'words' },
  {
    element: { ...fixed(12), converted_type: 'INTERVAL' },
    value: bytes(14, 0, 0, 0, 3, 0, 0, 0, 0xac, 0x0d, 0, 0),
    csv: 'P14M3DT3.5S',
    form: 'duration',
  },
  { element: { ...fixed(12), converted_type: 'INTERVAL' }, value: new Uint8Array(12), csv: 'PT0S', form: 'duration' },
  { element: { type: 'BYTE_ARRAY' }, value: text(':'), csv: '3a', form: 'hexadecimal' },
  { element: { type: 'BYTE_ARRAY' }, value: bytes(0xbd, 0), csv: 'bd00', form: 'hexadecimal' },
  { element: fixed(3), value: text('abc'), csv: '616263', form: 'hexadecimal' },
  { element: { type: 'BYTE_ARRAY', converted_type: 'BSON' }, value: text('x'), csv: '78', form: 'hexadecimal' },
  { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, value: text('é'), csv: 'é' },
  { element: { type: 'BYTE_ARRAY', logical_type: { type: 'STRING' } }, value: text('007'), csv: '007' },
  { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, value: text('\uFEFFa'), csv: '\uFEFFa' },
  { element: { type: 'BYTE_ARRAY', converted_type: 'ENUM' }, value: text('RED'), csv: 'RED' },
  {
    element: { ...fixed(2), converted_type: 'DECIMAL', precision: 4, scale: 2 },
    value: bytes(0xff, 0x9c),
    csv: '-1.00',
    json: '-1.00',
  },
]

function written(sample: Pick<Sample, 'element' | 'value'>): MemoryFile {
  const sink = new MemorySink()
  const element: Element = { ...sample.element, name: 'v', repetition_type: 'REQUIRED' }
  const groups = new ParquetGroups([{ element }], [], (part) => sink.write(part))
  groups.write([[sample.value]])
  groups.finish()
  return new MemoryFile(sink.bytes(), 'x.parquet')
}

function textAfter(convert: typeof convertParquetToCsv | typeof convertParquetToNdjson, file: MemoryFile): string {
  const output = new MemorySink()
  const work = convert(file, output)
  while (work.next().done !== true);
  return new TextDecoder().decode(output.bytes())
}

test.each(SAMPLES)('$element is written as $csv, and what that hides is told', (sample) => {
  const file = written(sample)
  expect(textAfter(convertParquetToCsv, file)).toBe(`v\n${sample.csv}\n`)
  expect(textAfter(convertParquetToNdjson, file)).toBe(`{"v":${sample.json ?? JSON.stringify(sample.csv)}}\n`)
  expect(openParquet(file).columns.map(textFormOf)).toEqual([sample.form])
})

test('a text that is not UTF-8 is not written as another', () => {
  const file = written({ element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, value: bytes(0x61, 0xff) })
  for (const convert of [convertParquetToCsv, convertParquetToNdjson]) {
    expect(() => textAfter(convert, file)).toThrow(
      expect.objectContaining({
        code: 'UNDECODABLE_ROW',
        message: 'column v has a text that is not valid UTF-8: it can be saved as Parquet only',
      }),
    )
  }
})
