import { expect, it } from 'vitest'
import { parseSchema } from '../delta/schema.ts'
import { formatRow } from '../delta/values.ts'
import { withShortFloats } from './short-floats.ts'

const array = { type: 'array', elementType: 'float', containsNull: true }
const map = { type: 'map', keyType: 'string', valueType: 'float', valueContainsNull: true }
const struct = { type: 'struct', fields: [{ name: 'x', type: 'float', nullable: true, metadata: {} }] }
const types = { f: 'float', d: 'double', s: struct, a: array, m: map }
const fields = Object.entries(types).map(([name, type]) => ({ name, type, nullable: true, metadata: {} }))
const schema = parseSchema(JSON.stringify({ type: 'struct', fields }))

it('floats stand in their own digits, at any depth; doubles keep theirs', () => {
  const stored = Math.fround(0.7)
  const row = [stored, stored, [stored], [stored, undefined, Math.fround(1 / 3)], [['k', stored]]]
  const short = withShortFloats(schema, row) as typeof row
  expect(JSON.parse(formatRow(schema, short))).toEqual({
    f: 0.7,
    d: 0.699999988079071,
    s: { x: 0.7 },
    a: [0.7, null, 0.33333334],
    m: [['k', 0.7]],
  })
})

it('what is no number stays what it is', () => {
  const row = [NaN, -Infinity, undefined, undefined, undefined]
  expect(withShortFloats(schema, row)).toEqual(row)
})
