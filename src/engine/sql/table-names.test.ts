import { expect, it } from 'vitest'
import { explainProgram } from './parse-program.ts'
import { parseStatement } from './parse-statement.ts'
import { ensureTables } from './table-names.ts'

function explain(text: string): string | undefined {
  return explainProgram(text, (statement) => ensureTables(statement, ['orders']))
}

const OTHERS: readonly (readonly [text: string, place: string])[] = [
  ['DELETE FROM elephants', 'line 1, column 13'],
  ['INSERT INTO elephants VALUES (1)', 'line 1, column 13'],
  ['UPDATE elephants SET a = 1', 'line 1, column 8'],
  ['MERGE INTO elephants USING (VALUES (1)) s (a) ON true WHEN MATCHED THEN DELETE', 'line 1, column 12'],
  ['OPTIMIZE elephants', 'line 1, column 10'],
  ['VACUUM elephants DRY RUN', 'line 1, column 8'],
  ['RESTORE elephants TO VERSION AS OF 1', 'line 1, column 9'],
  ['DESCRIBE HISTORY elephants', 'line 1, column 18'],
  ['DESCRIBE DETAIL elephants', 'line 1, column 17'],
  ['ALTER TABLE elephants ADD COLUMNS (b INT)', 'line 1, column 13'],
  ['CREATE TABLE elephants (a INT)', 'line 1, column 14'],
  ['SELECT *\nFROM orders JOIN elephants USING (a)', 'line 2, column 18'],
  ['OPTIMIZE orders;\nVACUUM elephants', 'line 2, column 8'],
]

it.each(OTHERS)('%s is refused at the name', (text, place) => {
  expect(explain(text)).toBe(`elephants is no table here: the table is orders (${place})`)
})

const QUALIFIED: readonly (readonly [text: string, code: string, words: string, column: number])[] = [
  ['DELETE FROM sales.orders', 'TABLE_OR_VIEW_NOT_FOUND', 'there is no schema sales here, only default', 13],
  ['OPTIMIZE main.sales.orders', 'TABLE_OR_VIEW_NOT_FOUND', 'there is no schema sales here, only default', 15],
  ['CREATE TABLE sales.orders (a INT)', 'SCHEMA_NOT_FOUND', 'there is no schema sales here, only default', 14],
  [
    'VACUUM prod.sales.orders',
    'NO_SUCH_CATALOG_EXCEPTION',
    'there is no catalog prod here, only spark_catalog, also main',
    8,
  ],
  ['SELECT * FROM main.default.elephants', 'TABLE_OR_VIEW_NOT_FOUND', 'main.default.elephants is no table here', 28],
  ['SELECT * FROM a.main.default.orders', 'REQUIRES_SINGLE_PART_NAMESPACE', 'a.main.default.orders has 4 parts', 15],
  [
    'RESTORE delta.`/data/orders` TO VERSION AS OF 1',
    'DELTA_PATH_DOES_NOT_EXIST',
    '/data/orders does not exist here',
    15,
  ],
  ['SELECT * FROM parquet.`orders`', 'TABLE_OR_VIEW_NOT_FOUND', 'there is no schema parquet here, only default', 15],
  ['SELECT * FROM main . `my sales` . orders', 'TABLE_OR_VIEW_NOT_FOUND', 'there is no schema my sales here', 22],
  ["SELECT * FROM table_changes('sales.orders', 1)", 'TABLE_OR_VIEW_NOT_FOUND', 'there is no schema sales here', 29],
]

it.each(QUALIFIED)('%s is refused as %s at the part that is wrong', (text, code, words, column) => {
  const statement = parseStatement(text)
  expect(() => ensureTables(statement, ['orders'])).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(words) as string, line: 1, column }),
  )
})

it.each([
  'DELETE FROM ORDERS',
  'DELETE FROM default.orders AS o WHERE o.a = 1',
  'DELETE FROM Main.Default.Orders AS o WHERE o.a = 1',
  'UPDATE spark_catalog.default.orders SET a = default',
  'DESCRIBE HISTORY delta.`orders`',
  'SELECT * FROM DELTA.`./orders/` VERSION AS OF 1',
  'SELECT * FROM main.default.orders JOIN default.orders o USING (a)',
  'SELECT * FROM orders VERSION AS OF 1',
  'WITH elephants AS (SELECT * FROM orders) SELECT * FROM elephants',
  'SELECT 1',
])('%s is about the table', (text) => {
  expect(explain(text)).toBeUndefined()
})
