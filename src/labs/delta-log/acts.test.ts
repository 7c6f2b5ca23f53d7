import { expect, it } from 'vitest'
import { writtenActOf } from './acts.ts'
import { changeParam, DEFAULTS } from './params.ts'
import { endsOf, runTable } from './test-moments.ts'

const RUN = {
  setup: 'CREATE TABLE orders (a INT); INSERT INTO orders VALUES (1), (2)',
  a: 'DELETE FROM customers',
  b: 'DELETE FROM orders WHERE a = 1',
  order: 'one-by-one',
}

it('a statement about another table than there is changes nothing: it is refused where it is written, and fails where it runs', async () => {
  const run = await runTable(RUN)
  expect(endsOf(run)).toEqual(['A failed TABLE_OR_VIEW_NOT_FOUND', 'B committed 2'])
  const box = writtenActOf(run.momentAt(run.log.length))
  expect(box?.check('DESCRIBE DETAIL elephants')).toBe(
    'elephants is no table here: the table is orders (line 1, column 17)',
  )
  expect(box?.check('DELETE FROM orders')).toBeUndefined()
})

it("a writer's statement of the sentence is refused at the name of a table that the setup does not make", () => {
  const other = changeParam(DEFAULTS, 'a', 'OPTIMIZE orders; DELETE FROM customers')
  expect(other).toEqual({ error: 'customers is no table here: the table is orders (line 1, column 30)' })
  const setup = 'CREATE TABLE customers (a INT)'
  expect(changeParam(DEFAULTS, 'setup', setup)).toMatchObject({ setup })
  const a = 'DELETE FROM customers'
  expect(changeParam({ ...DEFAULTS, setup }, 'a', a)).toMatchObject({ a })
  const second = changeParam(DEFAULTS, 'setup', 'CREATE TABLE s (a INT); CREATE TABLE t (a INT)')
  expect(second).toEqual({ error: 't is no table here: the table is s (line 1, column 38)' })
})
