import { expect, it } from 'vitest'
import { QueryError } from '../../query/query-error.ts'
import { AskError } from '../../player/ask.ts'
import { explainQueryFault, queryTable, trySelect } from './query-table.ts'

it('places what DuckDB finds wrong in the text that was written, not in the one that it is given', () => {
  const written = 'SELECT region,\n  sum(amount) FROM orders VERSION AS OF 3\n  GROUP BY ORDER region'
  const query = trySelect(written)
  if (query === undefined) throw new Error('no query')
  const error = new QueryError('query', 'Parser Error: syntax error at or near "ORDER"', query.text.indexOf('ORDER'))
  expect(explainQueryFault(error, query, written)).toBe(
    'Parser Error: syntax error at or near "ORDER" (line 3, column 12)',
  )
  expect(explainQueryFault(new QueryError('cancelled', 'x'), query, written)).toBe('Stopped.')
  expect(explainQueryFault(new QueryError('load', 'DuckDB could not be loaded.'), query, written)).toBe(
    'DuckDB could not be loaded.',
  )
})

it('names what Delta finds wrong with a table, and where the query asks for it', async () => {
  const query = trySelect("SELECT *\nFROM t\nJOIN table_changes('t', 2) AS c USING (id)")
  if (query === undefined) throw new Error('no query')
  const from = { onProgress: () => undefined } as never
  const asked: unknown[] = []
  const answer = queryTable(query, from, (_from, targets) => {
    asked.push(...targets)
    return Promise.reject(new AskError('DELTA_MISSING_CHANGE_DATA', 'changes were not recorded', 'targets[1]'))
  })
  await expect(answer).rejects.toThrow('DELTA_MISSING_CHANGE_DATA: changes were not recorded (line 3, column 6)')
  expect(asked).toEqual([{}, { changes: { start: { version: 2 } } }])
})

it('a time that is none is told with its place', async () => {
  const query = trySelect("SELECT * FROM table_changes('t', 'soon')")
  if (query === undefined) throw new Error('no query')
  await expect(queryTable(query, { onProgress: () => undefined } as never)).rejects.toThrow(
    'DELTA_TIMESTAMP_INVALID: "soon" is no time (line 1, column 15)',
  )
})
