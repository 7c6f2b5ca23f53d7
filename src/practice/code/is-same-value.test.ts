import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Value } from '../../base/value.ts'
import { parseValue, writeValue } from '../sandbox/value.ts'
import { isSameValue } from './is-same-value.ts'
import { anyValue } from './test-values.ts'

const SEED = 20261

describe('what is the same', () => {
  it.each<[Value, Value]>([
    [0.1 + 0.2, 0.3],
    [0, -0],
    [NaN, NaN],
    [2n ** 60n, 2 ** 60],
    [7, 7n],
    [undefined, null],
    [
      [1, [undefined]],
      [1, [null]],
    ],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [new Map([['a', 1]]), { a: 1 }],
    [new Map(), {}],
    [new Set([1, 2]), new Set([2, 1])],
    [new Set([[1, 2], [3]]), new Set([[3], [1, 2]])],
    [new Map([[[1, 2], 'x']]), new Map([[[1, 2], 'x']])],
    [new Date(5), new Date(5)],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  ])('%o and %o', (a, b) => {
    expect(isSameValue(a, b)).toBe(true)
    expect(isSameValue(b, a)).toBe(true)
  })

  it.each<[Value, Value]>([
    [2_147_450_880, 2_147_450_881],
    [9_007_199_254_740_993n, 9_007_199_254_740_992],
    [1, 1.00001],
    [Infinity, 1e308],
    [Infinity, -Infinity],
    [0, null],
    [1, true],
    [1, '1'],
    ['', null],
    [[], null],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, undefined]],
    [{ a: 1 }, { a: 1, b: undefined }],
    [new Set([1, 2]), new Set([1, 3])],
    [new Set([1]), [1]],
    [new Map([[1, 'a']]), { 1: 'a' }],
    [new Date(5), 5],
    [new Uint8Array([1]), [1]],
    [NaN, 0],
  ])('%o and %o are not', (a, b) => {
    expect(isSameValue(a, b)).toBe(false)
    expect(isSameValue(b, a)).toBe(false)
  })

  it(`a value and its copy over the wire, seed ${SEED}`, () => {
    const property = fc.property(anyValue, (value) => isSameValue(parseValue(JSON.parse(writeValue(value)), ''), value))
    fc.assert(property, { seed: SEED, numRuns: 300 })
  })

  it(`is symmetric, and never so with one more item, seed ${SEED}`, () => {
    const property = fc.property(fc.array(anyValue), anyValue, (list, more) => {
      expect(isSameValue(list, [...list, more])).toBe(false)
      return isSameValue(list, more) === isSameValue(more, list)
    })
    fc.assert(property, { seed: SEED, numRuns: 300 })
  })
})
