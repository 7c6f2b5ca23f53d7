import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAmount, readLists, readNumber, readTable } from './entry.ts'
import { isAccepted, judgeForm, type Answers } from './judge-form.ts'
import { formatNumber } from './number-text.ts'
import type { Field, Form, PlanField } from './types.ts'

const OPTIONS = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id.toUpperCase(), why: `because of ${id}` }))

describe('numbers', () => {
  it.each([
    ['1,728,000', 1_728_000],
    ['1728000', 1_728_000],
    [' 2.50 ', 2.5],
    ['.5', 0.5],
    ['−6', -6],
    ['1e6', 1_000_000],
    ['40.', 40],
  ])('%s', (text, value) => {
    expect(readNumber(text)).toEqual({ value })
  })

  it.each(['', 'many', '1.2.3', '12 apples', '1,72,8000', '--3', 'e5', '.', '1e999', '63.2 %', '$40', '40 $'])(
    '%j is none',
    (text) => {
      expect(readNumber(text)).toHaveProperty('problem')
    },
  )

  it.each([
    ['1.5', 'GB', 1.5],
    ['1.5GB', 'GB', 1.5],
    ['1,500 MB', 'GB', 1.5],
    ['1 TB', 'GB', 1000],
    ['131.25 kB', 'bytes', 131_250],
    ['1 min', 'seconds', 60],
    ['90 minutes', 'hours', 1.5],
    ['2.86 times', 'times as long', 2.86],
    ['$23.39k', '$', 23_390],
    ['23390 dollars', '$', 23_390],
    ['40k', 'thousand dollars a month', 40],
    ['1.728 million', 'files a day', 1_728_000],
    ['1e3', 'files', 1000],
  ])('%s in a field of %s', (text, unit, value) => {
    expect(readAmount(text, unit)).toEqual({ value: expect.closeTo(value, 9) as number })
    const field: Field = { type: 'number', id: 'n', label: 'n', unit, right: value }
    expect(isAccepted(field, text)).toBe(true)
  })

  it.each([
    ['5 h', 'GB'],
    ['12 apples', 'files'],
    ['GB', 'GB'],
    ['1.5 GB GB', 'GB'],
    ['3 toString', 'files'],
  ])('%s is none in a field of %s', (text, unit) => {
    expect(readAmount(text, unit)).toHaveProperty('problem')
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

describe('what is accepted, in words', () => {
  const acceptedOf = (right: number, tolerance: number) => {
    const field: Field = { type: 'number', id: 'n', label: 'n', right, tolerance }
    return { field, text: judgeForm({ fields: [field], wrong: [] }, {}).fields[0]?.accepted ?? '' }
  }

  it.each([
    [40, 0.1, '39.9 to 40.1'],
    [240 / 7, 0.1, '34.19 to 34.38'],
    [14 / 11, 0.01, '1.263 to 1.282'],
    [1_555_200, 20_000, '1,536,000 to 1,575,000'],
    [0.1 + 0.2, 0.1, '0.2 to 0.4'],
    [0, 0.5, '-0.5 to 0.5'],
  ])('%f, %f more or less', (right, tolerance, text) => {
    expect(acceptedOf(right, tolerance).text).toBe(text)
  })

  it('is accepted at both of its ends, seed 3', () => {
    const right = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    const share = fc.double({ min: 1e-3, max: 0.5, noNaN: true })
    fc.assert(
      fc.property(right, share, (value, part) => {
        const { field, text } = acceptedOf(value, Math.max(1e-3, Math.abs(value) * part))
        for (const end of text.split(' to ')) expect(isAccepted(field, end), `${end} of ${text}`).toBe(true)
      }),
      { seed: 3 },
    )
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
    const whyOf = (answers: Answers) => judgeForm({ fields: [field], wrong: [] }, answers).fields[0]?.why
    expect(whyOf({})).toBe('2 missing')
    expect(whyOf({ s: ['a', 'b', 'd'] })).toBe('1 missing, 2 too many')
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

describe('a plan', () => {
  const field: PlanField = {
    type: 'plan',
    id: 'p',
    label: 'p',
    inputs: [{ label: 'Hops' }, { label: 'Interval', unit: 's' }],
    right: [2, 3],
    judge: ([hops = 0, interval = 0]) => ({
      comesTo: `${hops * interval} s`,
      objection: hops >= 1 && interval > 0 && hops * interval <= 10 ? undefined : 'longer than 10 s',
    }),
    accepted: 'at most 10 s',
  }
  const form: Form = { fields: [field], wrong: [{ answers: { p: ['3', '10.0'] }, why: 'three hops' }] }
  const line = (entry: readonly string[]) => judgeForm(form, { p: entry }).fields[0]

  it('is judged by what its numbers come to together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (hops, interval) => {
        return isAccepted(field, [String(hops), String(interval)]) === hops * interval <= 10
      }),
    )
  })

  it('says what the numbers come to, what is accepted, and what speaks against them', () => {
    expect(line(['2', '3'])).toMatchObject({ isRight: true, got: 'Hops 2, Interval 3 s: 6 s', why: '' })
    expect(line(['3', '4'])).toMatchObject({ isRight: false, accepted: 'at most 10 s', why: 'longer than 10 s' })
    expect(line(['3', '10'])).toMatchObject({ isRight: false, why: 'three hops' })
  })

  it('cannot be judged with a number missing', () => {
    expect(line(['2'])).toMatchObject({ isRight: false, got: '', why: 'Interval: nothing is entered' })
    expect(line(['two', '3'])?.why).toBe('Hops: "two" is no number')
    expect(line([])?.why).toBe('Hops: nothing is entered')
  })
})

describe('options', () => {
  const options = OPTIONS
  const set: Field = { type: 'set', id: 'x', label: 'x', options, right: ['a', 'b'], isPartial: true }
  const right = [['a', 'b'], ['c'], ['d']]
  const order: Field = { type: 'order', id: 'x', label: 'x', options, right, isPartial: true }
  const judge = (field: Field, entry: readonly string[]) => judgeForm({ fields: [field], wrong: [] }, { x: entry })

  it.each([
    [['a', 'b'], 100],
    [['a'], 50],
    [['a', 'b', 'c'], 50],
    [['a', 'c'], 0],
    [['a', 'b', 'c', 'd'], 0],
    [[], 0],
  ])('of a set %j counts %i', (entry, score) => {
    expect(judge(set, entry).score).toBe(score)
  })

  it.each([
    [['b', 'a', 'c', 'd'], 100],
    [['d', 'c', 'b', 'a'], 50],
    [['a', 'b', 'c'], 38],
    [['a'], 13],
    [['a', 'a'], 13],
    [[], 0],
  ])('of an order %j counts %i', (entry, score) => {
    expect(judge(order, entry).score).toBe(score)
  })

  it('are told one by one', () => {
    expect(judge(set, ['a', 'c']).fields[0]?.options).toEqual([
      { text: 'A', isChosen: true, isWanted: true, isMisplaced: false, why: 'because of a' },
      { text: 'B', isChosen: false, isWanted: true, isMisplaced: false, why: 'because of b' },
      { text: 'C', isChosen: true, isWanted: false, isMisplaced: false, why: 'because of c' },
      { text: 'D', isChosen: false, isWanted: false, isMisplaced: false, why: 'because of d' },
    ])
  })

  it.each([
    [['b', 'a', 'c', 'd'], [], ''],
    [['a', 'b', 'd', 'c'], ['C'], '1 out of place'],
    [['d', 'a', 'b', 'c'], ['D'], '1 out of place'],
    [['d', 'c', 'b', 'a'], ['C', 'D'], '2 out of place'],
    [['c', 'a'], ['A'], '2 missing, 1 out of place'],
    [['a', 'c'], [], '2 missing'],
  ])('of an order %j stand out of place: %j', (entry, misplaced, why) => {
    const [line] = judge(order, entry).fields
    expect(line?.options.filter(({ isMisplaced }) => isMisplaced).map(({ text }) => text)).toEqual(misplaced)
    expect(line?.why).toBe(why)
  })

  it('are all or nothing where parts do not count, and are told all the same', () => {
    const plain: Field = { ...set, isPartial: false }
    expect(judge(plain, ['a'])).toMatchObject({ score: 0, fields: [{ credit: 0, options: { length: 4 } }] })
    expect(judge(plain, ['b', 'a']).score).toBe(100)
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
  expect(judgeForm(form, { x: '9', y: '' }).fields.map(({ why }) => why)).toEqual(['too high', 'nothing is entered'])
})
