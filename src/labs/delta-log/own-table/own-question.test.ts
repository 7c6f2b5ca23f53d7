import { expect, it } from 'vitest'
import { questionOf } from './own-question.ts'
import { metaData, PROTOCOL, readOwn, storeOf } from './test-own-tables.ts'

const question = questionOf((await readOwn(storeOf([[PROTOCOL, metaData({ name: 'revenue' })]]), 'sales 2024.zip')).end)

it.each([
  'SELECT * FROM sales_2024',
  'SELECT * FROM SALES_2024 AS a JOIN sales_2024 VERSION AS OF 0 AS b ON a.id = b.id',
  'SELECT * FROM "sales 2024.zip"',
  'SELECT count(*) FROM revenue',
  'SELECT * FROM main.default.sales_2024',
  'SELECT * FROM delta.`sales 2024.zip`',
  'WITH big AS (SELECT * FROM sales_2024) SELECT * FROM big JOIN sales_2024 USING (id)',
  'SELECT 1',
  'DESCRIBE HISTORY sales_2024',
])('a table of the user is asked by its names: %s', (text) => {
  expect(question?.check(text)).toBeUndefined()
})

it.each([
  [
    'SELECT * FROM sales_2024 JOIN customers USING (id)',
    'customers is no table here: the table is sales_2024, also sales 2024.zip, also revenue (line 1, column 31)',
  ],
  ['SELECT *\nFROM customers VERSION AS OF 0', '(line 2, column 6)'],
  ['SELECT (SELECT count(*) FROM t) FROM sales_2024', 't is no table here'],
  ['DELETE FROM customers', 'only one SELECT'],
])('another table is no silent twin of it: %s', (text, words) => {
  expect(question?.check(text)).toContain(words)
})
