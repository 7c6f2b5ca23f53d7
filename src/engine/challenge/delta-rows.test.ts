import { expect, it } from 'vitest'
import { countRows } from './delta-rows.ts'

const plain = { path: 'f1', rows: 100 }
const first = { ...plain, vector: { name: 'd1', deletes: 10 } }
const second = { ...plain, vector: { name: 'd2', deletes: 15 } }
const LOG = [{ add: [plain] }, { remove: [plain], add: [first] }, { remove: [first], add: [second] }]

it('takes the newest vector of a file and no sum', () => {
  expect(LOG.map((_, i) => countRows(LOG.slice(0, i + 1)))).toEqual([100, 90, 85])
})

it('tells a file apart by its path and its vector', () => {
  expect(countRows([{ add: [plain] }, { add: [first] }])).toBe(190)
  expect(countRows([{ add: [plain] }, { remove: [first] }])).toBe(100)
  expect(countRows([...LOG, { remove: [second], add: [plain] }])).toBe(100)
})
