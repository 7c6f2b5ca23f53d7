import { expect, it } from 'vitest'
import { explainProgram } from './parse-program.ts'
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

it.each([
  'DELETE FROM ORDERS',
  'DELETE FROM main.sales.orders AS o WHERE o.a = 1',
  'SELECT * FROM orders VERSION AS OF 1',
  'WITH elephants AS (SELECT * FROM orders) SELECT * FROM elephants',
  'SELECT 1',
])('%s is about the table', (text) => {
  expect(explain(text)).toBeUndefined()
})
