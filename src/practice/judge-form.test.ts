import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLists, readNumber, readTable } from './entry.ts'
import { isAccepted, judgeForm } from './judge-form.ts'
import { formatNumber } from './number-text.ts'
import type { Field, Form } from './types.ts'

const OPTIONS = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id.toUpperCase() }))

describe('numbers', () => {
  it.each([
    ['1,728,000', 1_728_000],
    ['1728000', 1_728_000],
    [' 2.50 ', 2.5],
    ['.5', 0.5],
    ['−6', -6],
    ['1e6', 1_000_000],
    ['63.2 %', 63.2],
    ['$ 40.0', 40],
  ])('%s', (text, value) => {
    expect(readNumber(text)).toEqual({ value })
  })

  it.each(['', 'many', '1.2.3', '12 apples', '1,72,8000', '--3', 'e5'])('%j is none', (text) => {
    expect(readNumber(text)).toHaveProperty('problem')
  })

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const read = readNumber(formatNumber(value))
        const slack = Math.abs(value) >= 1000 ? 0.0051 : Math.max(1e-6, Math.abs(value) * 1e-6)
        return 'value' in read && Math.abs(read.value - value) <= slack
      }),
    )
  })

  it('accepts both ends of the interval and nothing outside', () => {
    const field: Field = { type: 'number', id: 'n', label: 'n', right: 39.7, tolerance: 0.1 }
    for (const text of ['39.6', '39.7', '39.8']) expect(isAccepted(field, text), text).toBe(true)
    for (const text of ['39.59', '39.81', '', 'x']) expect(isAccepted(field, text), text).toBe(false)
  })
})

describe('sets, lists, tables, orders', () => {
  it('a set is what is in it', () => {
    const field: Field = { type: 'set', id: 's', label: 's', options: OPTIONS, right: ['a', 'c'] }
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c', 'd']), fc.nat(), (chosen, turn) => {
        const turned = [...chosen.slice(turn % 4), ...chosen.slice(0, turn % 4)]
        const isRight = chosen.length === 2 && chosen.includes('a') && chosen.includes('c')
        return isAccepted(field, turned) === isRight
      }),
    )
    expect(isAccepted(field, ['a', 'a'])).toBe(false)
  })

  it('lists keep their order', () => {
    const right = [
      [2, 5, 8, 9],
      [1, 3],
    ]
    const field: Field = { type: 'lists', id: 'l', label: 'l', right }
    for (const text of ['2 5 8 9; 1 3', '[2, 5, 8, 9], [1, 3]', '2,5,8,9\n1,3', '[[2,5,8,9],[1,3]]'])
      expect(isAccepted(field, text), text).toBe(true)
    for (const text of ['1 3; 2 5 8 9', '2 5 8 9 1 3', '5 2 8 9; 1 3', ''])
      expect(isAccepted(field, text), text).toBe(false)
    expect(readLists('1 2')).toEqual({ value: [['1', '2']] })
  })

  it('a table is a bag of rows, unless it is ordered', () => {
    const field = {
      type: 'table',
      id: 't',
      label: 't',
      columns: ['k', 'v'],
      right: [
        [1, 11],
        [3, null],
      ],
    } as const
    expect(
      isAccepted(field, [
        ['3', ''],
        ['1', '11.0'],
        ['', ''],
      ]),
    ).toBe(true)
    expect(
      isAccepted(field, [
        ['3', 'null'],
        ['1', '11'],
      ]),
    ).toBe(true)
    expect(
      isAccepted({ ...field, isOrdered: true }, [
        ['3', ''],
        ['1', '11'],
      ]),
    ).toBe(false)
    expect(
      isAccepted(field, [
        ['1', '11'],
        ['1', '11'],
        ['3', ''],
      ]),
    ).toBe(false)
    expect(readTable([['', ' ']], 2)).toHaveProperty('problem')
  })

  it('an order may leave places open within a group', () => {
    const field: Field = { type: 'order', id: 'o', label: 'o', options: OPTIONS, right: [['a', 'b'], ['c']] }
    for (const ids of [
      ['a', 'b', 'c'],
      ['b', 'a', 'c'],
    ])
      expect(isAccepted(field, ids)).toBe(true)
    for (const ids of [['a', 'c', 'b'], ['a', 'b'], ['a', 'b', 'c', 'd'], []])
      expect(isAccepted(field, ids)).toBe(false)
  })
})

it('explains with the known wrong answer that fits most', () => {
  const form: Form = {
    fields: [
      { type: 'number', id: 'x', label: 'x', right: 1 },
      { type: 'number', id: 'y', label: 'y', right: 2 },
    ],
    wrong: [
      { answers: { x: '5' }, why: 'x alone' },
      { answers: { x: '5', y: '6' }, why: 'both' },
    ],
  }
  expect(judgeForm(form, { x: '5', y: '6' }).fields.map(({ why }) => why)).toEqual(['both', 'both'])
  expect(judgeForm(form, { x: '5', y: '2' })).toMatchObject({ score: 50, fields: [{ why: 'x alone' }, { why: '' }] })
  expect(judgeForm(form, { x: '9', y: '' }).fields.map(({ why }) => why)).toEqual([
    'too high',
    'nothing is entered yet',
  ])
})
