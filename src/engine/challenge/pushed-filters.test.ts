import { expect, it } from 'vitest'
import { pushedPart } from './pushed-filters.ts'

const TYPES = {
  id: 'integer',
  int_id: 'integer',
  string_id: 'string',
  n: 'string',
  a: 'integer',
  b: 'integer',
  price: 'double',
} as const

it.each([
  ['id = 5', 'yes'],
  ['5 >= id', 'yes'],
  ['string_id = 7', 'no'],
  ["string_id = '7'", 'yes'],
  ['int_id = 7L', 'yes'],
  ["upper(n) = 'A'", 'no'],
  ["n LIKE 'a%'", 'yes'],
  ["n LIKE '%a%'", 'yes'],
  ["n LIKE 'a_c'", 'no'],
  ['a = 1 OR udf(b)', 'no'],
  ['a = 1 OR b = 2', 'yes'],
  ['a = 1 AND udf(b)', 'partly'],
  ['udf(a) AND udf(b)', 'no'],
  ['a = 1 AND id > 3 AND b IS NOT NULL', 'yes'],
  ['NOT (a = 1 AND udf(b))', 'no'],
  ['price * 2 > 10', 'no'],
  ['price > 10 / 2', 'yes'],
  ['price > -5', 'yes'],
  ['coalesce(a, 0) = 0', 'no'],
  ['a = 0 OR a IS NULL', 'yes'],
  ['cast(id AS string) = "7"', 'no'],
  ['id IN (1, 2, 3)', 'yes'],
  ['a BETWEEN 1 AND b', 'no'],
] as const)('%s: %s', (filter, part) => {
  expect(pushedPart(filter, TYPES)).toBe(part)
})
