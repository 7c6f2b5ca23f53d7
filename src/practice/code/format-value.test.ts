import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Value } from '../../base/value.ts'
import { formatCall, formatValue } from './format-value.ts'
import { anyValue } from './test-values.ts'

const SEED = 7

it.each<[Value, string, string]>([
  [null, 'null', 'None'],
  [undefined, 'undefined', 'None'],
  [true, 'true', 'True'],
  [-0, '-0', '-0.0'],
  [1.5, '1.5', '1.5'],
  [NaN, 'NaN', 'nan'],
  [-Infinity, '-Infinity', '-inf'],
  [2n ** 60n, '1152921504606846976n', '1152921504606846976'],
  ['a"b', "'a\"b'", "'a\"b'"],
  ["it's", '"it\'s"', '"it\'s"'],
  ['\n', "'\\n'", "'\\n'"],
  [[1, [2, null]], '[1, [2, null]]', '[1, [2, None]]'],
  [[], '[]', '[]'],
  [{ a: 1, 'b c': [] }, "{ a: 1, 'b c': [] }", "{'a': 1, 'b c': []}"],
  [{}, '{}', '{}'],
  [new Map([[1, 'x']]), "Map { 1 => 'x' }", "{1: 'x'}"],
  [new Set([1, 2]), 'Set { 1, 2 }', '{1, 2}'],
  [new Set(), 'Set {}', 'set()'],
  [new Uint8Array([65, 0]), 'Uint8Array [65, 0]', "b'A\\x00'"],
])('writes %o as each language does', (value, typescript, python) => {
  expect(formatValue(value, 'typescript')).toBe(typescript)
  expect(formatValue(value, 'python')).toBe(python)
})

it('writes a call', () => {
  expect(formatCall('add', [1, null], 'python')).toBe('add(1, None)')
})

it(`cuts what nobody would read, seed ${SEED}`, () => {
  expect(
    formatValue(
      Array.from({ length: 10_000 }, () => 7),
      'python',
    ),
  ).toMatch(/^\[7, .*, …\]$/)
  expect(formatValue('x'.repeat(5_000), 'python').length).toBeLessThan(2_010)
  const large = fc.array(anyValue, { minLength: 200, maxLength: 400 })
  fc.assert(
    fc.property(large, (value) => formatValue(value, 'typescript').length < 20_000),
    { seed: SEED, numRuns: 30 },
  )
})
