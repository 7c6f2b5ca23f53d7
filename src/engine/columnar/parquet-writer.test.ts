import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { expect, it } from 'vitest'
import { writeParquetRows } from './parquet-rows.ts'
import { ParquetGroups } from './parquet-writer.ts'

it('tells the width of integers in the one form that every reader takes', () => {
  const parts: Uint8Array[] = []
  const integer = (name: string, bitWidth: 8 | 16 | 32, isSigned: boolean) => ({
    element: {
      name,
      type: 'INT32' as const,
      repetition_type: 'OPTIONAL' as const,
      logical_type: { type: 'INTEGER' as const, bitWidth, isSigned },
    },
  })
  const columns = [integer('a', 8, true), integer('b', 16, false)]
  const groups = new ParquetGroups(columns, [], (bytes) => parts.push(bytes.slice()))
  groups.write([
    [1, undefined],
    [65_535, 2],
  ])
  groups.finish()
  const { schema } = parquetMetadata(Uint8Array.from(parts.flatMap((part) => [...part])).buffer)
  expect(schema.slice(1).map((element) => [element.converted_type, element.logical_type])).toEqual([
    ['INT_8', undefined],
    ['UINT_16', undefined],
  ])
})

it.each(['FLOAT', 'DOUBLE'] as const)(
  'keeps the sign of a zero of %s, and a dictionary where there is none',
  async (type) => {
    const optional = { type, repetition_type: 'OPTIONAL' as const }
    const zeros = Array.from({ length: 60 }, (_, i) => [0, -0, undefined, 1.5, NaN][i % 5])
    const plus = zeros.map((value) => (Object.is(value, -0) ? 0 : value))
    const parts: Uint8Array[] = []
    const columns = [{ element: { ...optional, name: 'zeros' } }, { element: { ...optional, name: 'plus' } }]
    const groups = new ParquetGroups(columns, [], (bytes) => parts.push(bytes.slice()))
    groups.write([zeros, plus])
    groups.finish()
    const file = Uint8Array.from(parts.flatMap((part) => [...part])).buffer
    const rows = await parquetReadObjects({ file })
    const missing = (value: number | undefined) => value ?? null
    expect(rows.map((row) => row['zeros'] as number)).toEqual(zeros.map(missing))
    expect(rows.map((row) => row['plus'] as number)).toEqual(plus.map(missing))
    const encodings = parquetMetadata(file).row_groups[0]?.columns.map(({ meta_data }) => meta_data?.encodings)
    expect(encodings).toEqual([['PLAIN'], ['PLAIN', 'RLE_DICTIONARY']])

    const list = [
      { name: 'list', repetition_type: 'OPTIONAL' as const, num_children: 1, converted_type: 'LIST' as const },
      { name: 'list', repetition_type: 'REPEATED' as const, num_children: 1 },
      { ...optional, name: 'element' },
    ]
    const lists = Array.from({ length: 40 }, (_, i) => [[0, -0], undefined, [-0], []][i % 4])
    const nested = writeParquetRows([{ elements: list, values: lists }], 'SNAPPY')
    const found = await parquetReadObjects({ file: nested.buffer })
    expect(found.map((row) => row['list'] as unknown)).toEqual(lists)
  },
)
