import { parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { convertCsvToParquet } from './formats/csv-to-parquet.ts'
import { convertParquetToCsv } from './formats/parquet-to-csv.ts'
import { MemoryFile, MemorySink } from './memory-files.ts'

function drive<T>(generator: Generator<unknown, T>): T {
  for (;;) {
    const step = generator.next()
    if (step.done === true) return step.value
  }
}

test('CSV becomes Parquet with types, and CSV again', async () => {
  const csv = [
    'id,price,day,at,"name, first",id',
    '1,2.5,2026-02-28,2026-02-28T12:00:00Z,"a ""b""",x',
    '-9223372036854775808,,,1969-12-31T23:59:59.5Z,,',
    '3,1e3,0001-01-01,2026-01-01,é,"line\nbreak"',
    '',
  ].join('\n')
  const parquet = new MemorySink()
  const file = new MemoryFile(new TextEncoder().encode(csv))
  expect(drive(convertCsvToParquet(file, parquet, 1 << 22, 4096))).toEqual({ rows: 3 })
  const bytes = parquet.bytes() as Uint8Array<ArrayBuffer>
  const rows = await parquetReadObjects({ file: bytes.buffer })
  expect(rows).toEqual([
    {
      id: 1n,
      price: 2.5,
      day: new Date('2026-02-28'),
      at: new Date('2026-02-28T12:00:00Z'),
      'name, first': 'a "b"',
      id_2: 'x',
    },
    {
      id: -(2n ** 63n),
      price: null,
      day: null,
      at: new Date('1969-12-31T23:59:59.5Z'),
      'name, first': null,
      id_2: null,
    },
    {
      id: 3n,
      price: 1000,
      day: new Date('0001-01-01'),
      at: new Date('2026-01-01'),
      'name, first': 'é',
      id_2: 'line\nbreak',
    },
  ])
  const back = new MemorySink()
  expect(drive(convertParquetToCsv(new MemoryFile(bytes), back))).toEqual({ rows: 3 })
  expect(new TextDecoder().decode(back.bytes())).toBe(
    [
      'id,price,day,at,"name, first",id_2',
      '1,2.5,2026-02-28,2026-02-28T12:00:00Z,"a ""b""",x',
      '-9223372036854775808,,,1969-12-31T23:59:59.500000Z,,',
      '3,1000,0001-01-01,2026-01-01T00:00:00Z,é,"line\nbreak"',
      '',
    ].join('\n'),
  )
})
