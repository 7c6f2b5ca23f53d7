import { expect, test } from 'vitest'
import { findColumns, parseKeySpec } from './key-spec.ts'

const NAMES = ['id', 'city', 'id']

test('columns are found by their names', () => {
  expect(findColumns(parseKeySpec('city'), NAMES, 'a.csv')).toEqual([1])
  expect(() => findColumns(parseKeySpec('age'), NAMES, 'a.csv')).toThrow('a.csv has no column "age"; it has id, city')
  for (const names of [[], ['']]) {
    const what = 'a.csv has no column "age"; it has none with a name'
    expect(() => findColumns(parseKeySpec('age'), names, 'a.csv')).toThrow(what)
  }
  expect(() => findColumns(parseKeySpec('city,city'), NAMES, 'a.csv')).toThrow('column city is named twice')
})

test('a name that the file has twice is no key', () => {
  expect(() => findColumns(parseKeySpec('city,id'), NAMES, 'a.csv')).toThrow(
    'a.csv has two columns "id", and a key cannot tell them apart; rename one of them',
  )
})

test('what is said twice of a column is refused, alike or not', () => {
  expect(() => parseKeySpec('id:desc:asc')).toThrow('"id:desc:asc" names a direction twice')
  expect(() => parseKeySpec('id:int64:string')).toThrow('"id:int64:string" names a type twice')
  expect(() => parseKeySpec('a,b:nulls-first:nulls-first')).toThrow('names an order of nulls twice')
})
