import { RecordBatchReader, RecordBatchStreamWriter, Table } from 'apache-arrow'
import type { Data } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { Rng } from '../base/rng.ts'
import type { RowBatch } from '../engine/delta/data-file.ts'
import type { StructField } from '../engine/delta/schema.ts'
import type { Field as ExpressionField } from '../engine/predicate/types.ts'
import { createReader, readCell } from './cell-reader.ts'
import type { Cell } from './cell.ts'
import { createBatch } from './column-batch.ts'
import type { ColumnBatch, QueryColumn, QueryType, QueryValue } from './column-batch.ts'
import { createRecordBatch, createSchema } from './column-data.ts'

/** The rows through Arrow's bytes, as DuckDB gets them, and back as cells. */
function roundTrip(columns: readonly QueryColumn[], batch: ColumnBatch): Cell[][] {
  const schema = createSchema(columns)
  const bytes = RecordBatchStreamWriter.writeAll(
    new Table(schema, [createRecordBatch(schema, columns, batch)]),
  ).toUint8Array(true)
  const reader = RecordBatchReader.from(bytes).open()
  const readers = reader.schema.fields.map(createReader)
  return [...reader].flatMap(({ data, numRows }) => {
    return Array.from({ length: numRows }, (_, row) =>
      readers.map((each, i) => readCell(each, data.children[i] as Data, row)),
    )
  })
}

function cellsOf(type: QueryType, values: readonly QueryValue[]): Cell[] {
  const batch = createBatch(
    1,
    values.map((value) => [value]),
  )
  return roundTrip([{ name: 'x', type }], batch).map(([cell]) => cell)
}

describe('rows as Arrow', () => {
  it('the engine’s types and rows fit', () => {
    const fits: readonly QueryColumn[] = [] satisfies readonly StructField[] satisfies readonly ExpressionField[]
    const batch: ColumnBatch | undefined = undefined satisfies RowBatch | undefined
    expect([fits, batch]).toEqual([[], undefined])
  })

  it('rows that do not count are left out', () => {
    const columns = [{ name: 'x', type: { kind: 'string' } }] as const
    const values = { columns: [['a', 'b', undefined, 'd']], kept: Int32Array.of(1, 2), rows: 2 }
    expect(roundTrip(columns, values)).toEqual([['b'], [undefined]])
    expect(roundTrip(columns, { columns: [['a', 'b']], kept: undefined, rows: 1 })).toEqual([['a']])
  })

  it('a text keeps a letter that looks like a byte order mark', () => {
    expect(cellsOf({ kind: 'string' }, ['\ufeffa', '\ufeff'])).toEqual(['\ufeffa', '\ufeff'])
  })

  it('null and undefined are both NULL', () => {
    expect(cellsOf({ kind: 'long' }, [null, 1n, undefined])).toEqual([undefined, 1n, undefined])
    expect(cellsOf({ kind: 'boolean' }, [null, false, true])).toEqual([undefined, false, true])
  })

  it('nested values keep their nulls apart from empty ones', () => {
    const list: QueryType = { kind: 'array', element: { kind: 'array', element: { kind: 'double' } } }
    const lists = [undefined, [], [undefined], [[]], [[1, undefined], [2.5]]]
    expect(cellsOf(list, lists)).toEqual([undefined, '[]', '[NULL]', '[[]]', '[[1.0, NULL], [2.5]]'])
    const struct: QueryType = { kind: 'struct', fields: [{ name: "it's", type: { kind: 'string' } }] }
    expect(cellsOf(struct, [undefined, [undefined], ["'"]])).toEqual([undefined, "{'it''s': NULL}", "{'it''s': ''''}"])
    const map: QueryType = { kind: 'map', key: { kind: 'date' }, value: struct }
    const maps = [undefined, [], [[0, ['a']]], [[1, undefined]]]
    expect(cellsOf(map, maps)).toEqual([
      undefined,
      'MAP {}',
      "MAP {1970-01-01: {'it''s': 'a'}}",
      'MAP {1970-01-02: NULL}',
    ])
  })

  it('random longs and decimals lose no digit, seed 7', () => {
    const random = new Rng(7)
    const long = () => BigInt.asIntN(64, (BigInt(random.nextUint32()) << 32n) | BigInt(random.nextUint32()))
    const longs = Array.from({ length: 500 }, long)
    expect(cellsOf({ kind: 'long' }, longs)).toEqual(longs)
    const unscaled = longs.map((value) => (value * 10n ** 19n) % 10n ** 38n)
    expect(cellsOf({ kind: 'decimal', precision: 38, scale: 0 }, unscaled)).toEqual(unscaled.map(String))
  })
})

describe('what does not fit is refused by name', () => {
  it.each<[QueryType, QueryValue, string]>([
    [{ kind: 'integer' }, 1n, 'bigint 1 is no number'],
    [{ kind: 'timestamp' }, 1, 'number 1 is no bigint'],
    [{ kind: 'boolean' }, 'true', 'string true is no boolean'],
    [{ kind: 'variant' }, { kind: 'null' }, 'an object is no text'],
    [{ kind: 'binary' }, 'a', 'string a is no bytes'],
    [{ kind: 'void' }, 1, 'number 1 stands where only NULL may'],
    [{ kind: 'array', element: { kind: 'long' } }, 1n, 'bigint 1 is no list of values'],
    [{ kind: 'decimal', precision: 2, scale: 0 }, 100n, '100 has more than 2 digits'],
  ])('%j and %s', (type, value, reason) => {
    expect(() => cellsOf(type, [value])).toThrow(`column "x": ${reason}`)
  })

  it('no columns, no values for a column, a struct without fields', () => {
    expect(() => createSchema([])).toThrow('a table without columns cannot be queried')
    const columns = [{ name: 'x', type: { kind: 'long' } }] as const
    expect(() => roundTrip(columns, createBatch(0, []))).toThrow('the rows have no values for the column "x"')
    expect(() => createSchema([{ name: 's', type: { kind: 'struct', fields: [] } }])).toThrow('column "s"')
  })
})
