import { expect, it } from 'vitest'
import { ownTableRowsOperation } from '../../../engine/operations/own-table-rows.ts'
import type { FilePorts } from '../../../engine/operations/file-ports.ts'
import { OperationError } from '../../../engine/operations/operation.ts'
import { runToEnd } from '../../../engine/operations/test-runs.ts'
import type { MemoryStore } from '../../../engine/storage/memory-store.ts'
import type { AskedFrom } from '../../../player/lab.ts'
import { questionOf } from './own-question.ts'
import { add, metaData, PROTOCOL, readOwn, storeOf } from './test-own-tables.ts'

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

/** What the page asks, answered as the worker does. */
function askedFrom(store: MemoryStore): AskedFrom {
  const ports: Pick<FilePorts, 'openTable'> = { openTable: () => Promise.resolve(store) }
  const engine: AskedFrom['engine'] = {
    run: ({ params }, { onFinished, onFailed }) => {
      void ownTableRowsOperation
        .open({ ...(params as object), source: {} }, [], ports as FilePorts)
        .then(runToEnd)
        .then(
          ({ answer }) => onFinished(0, '', answer),
          (error: unknown) => {
            if (!(error instanceof OperationError)) throw error
            const { code, message, where } = error
            onFailed({ code, message, where })
          },
        )
      return () => undefined
    },
  }
  return { engine, signal: new AbortController().signal, onProgress: () => undefined } as unknown as AskedFrom
}

it.each([
  [
    'VERSION AS OF 99',
    {},
    /^DELTA_VERSION_NOT_FOUND: version 99 .*; ask for one up to it, or step on \(line 1, column/,
  ],
  [
    "TIMESTAMP AS OF '1969-01-01'",
    {},
    /^DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION: .*; ask for that time or a later one \(line 1, column/,
  ],
  ['', {}, /^DELTA_FILE_NOT_FOUND_DETAILED: .*; ask for a version without it, or put the file back \(line 1, column/],
  [
    '',
    { a: 5 },
    /^DELTA_FILE_SIZE_MISMATCH: .*; restore it from a copy, or ask for a version without it \(line 1, col/,
  ],
  [
    '',
    { a: 10 },
    /^DELTA_DATA_FILE_DAMAGED: .*; restore the file from a copy, or ask for a version without it \(line 1/,
  ],
])(
  'what is wrong with a SELECT %s of files %o has its class, what to do, and its place',
  async (asOf, objects, words) => {
    const store = storeOf([[PROTOCOL, metaData(), add('a', 1)]], objects)
    const answer = questionOf((await readOwn(store)).end)?.ask?.(`SELECT * FROM sales ${asOf}`, askedFrom(store))
    await expect(answer).rejects.toThrow(words)
  },
)
