import {
  Dictionary,
  makeData,
  RecordBatch,
  Schema,
  Field,
  Struct,
  Table,
  Uint32,
  Uint8,
  Int32,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import type { Log } from './log.ts'

/**
 * A log as an Arrow table with the columns seq (1-based), at, kind (dictionary of `kindNames`), a, b, c: one record
 * batch a chunk. Numbers are not copied; only seq is made, and the dictionary's codes are the kind column itself.
 */
export function readLogAsArrow(log: Log, kindNames: readonly string[]): Table {
  const kindType = new Dictionary(new Utf8(), new Uint8(), 0)
  const names = vectorFromArray([...kindNames], new Utf8())
  const schema = new Schema([
    new Field('seq', new Uint32(), false),
    new Field('at', new Uint32(), false),
    new Field('kind', kindType, false),
    new Field('a', new Int32(), false),
    new Field('b', new Int32(), false),
    new Field('c', new Int32(), false),
  ])
  const batches = log.spans().map(({ chunk, length }) => {
    const seq = new Uint32Array(length)
    for (let i = 0; i < length; i++) seq[i] = chunk.first + i + 1
    const children = [
      makeData({ type: new Uint32(), length, data: seq }),
      makeData({ type: new Uint32(), length, data: chunk.at }),
      makeData({ type: kindType, length, data: chunk.kind, dictionary: names }),
      makeData({ type: new Int32(), length, data: chunk.a }),
      makeData({ type: new Int32(), length, data: chunk.b }),
      makeData({ type: new Int32(), length, data: chunk.c }),
    ]
    return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, children }))
  })
  return new Table(schema, batches)
}
