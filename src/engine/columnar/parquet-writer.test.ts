import { parquetMetadata } from 'hyparquet'
import { expect, it } from 'vitest'
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
