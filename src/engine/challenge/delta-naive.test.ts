import { expect, it } from 'vitest'
import { interleaveWrites } from './delta-naive.ts'

it('loses the rows of B when both names fall into one second', () => {
  expect(interleaveWrites([['a']], [['b']], 400)).toEqual({ versions: [1, 1], counter: 2, rows: [['a']] })
})

it('keeps both rows a second later, under one version number', () => {
  expect(interleaveWrites([['a']], [['b']], 1000)).toEqual({ versions: [1, 1], counter: 2, rows: [['b'], ['a']] })
})
