import { expect, it } from 'vitest'
import { QueryError } from '../../query/query-error.ts'
import { explainQueryFault, trySelect } from './query-table.ts'

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
