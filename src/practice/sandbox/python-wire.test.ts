import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadPyodide } from 'pyodide'
import { beforeAll, describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import { parseValue, writeValue } from './value.ts'

/** Python's half of the wire against TypeScript's, in the interpreter that programs run in. */

let echo: (text: string) => string
let writeExpression: (text: string, most: number) => string

beforeAll(async () => {
  const read = (name: string) => readFileSync(path.join(import.meta.dirname, 'python', `${name}.py`), 'utf8')
  const python = await loadPyodide()
  const install = python.runPython(read('install')) as (name: string, text: string) => void
  install('wire', read('wire'))
  python.runPython(`
from sandbox.wire import ResultError, read_value, write_result
def echo(text):
    return write_result(read_value(text), 10**6)
def write_expression(text, most):
    names = {'__name__': 'program'}
    try:
        exec(text, names)
        return write_result(names['x'], most)
    except ResultError as error:
        return str(error)
`)
  echo = python.runPython('echo') as typeof echo
  writeExpression = python.runPython('write_expression') as typeof writeExpression
}, 60_000)

const NUMBERS = [0, -0, 1, -1, 0.5, -2.25, 1e-7, 1e20, 1e21, 2 ** 53, 2 ** 53 + 2, -(2 ** 60), 5e-324, NaN, Infinity]
const TEXTS = ['', 'a', '$', '__proto__', 'of', '"\\\n', 'é', '😀', '\ud800', '\u2028', '\0', '1234567890123456789']

function makeKey(rng: Rng, depth: number): Value {
  const kind = rng.nextBelow(depth > 0 ? 4 : 3)
  if (kind === 0) return TEXTS[rng.nextBelow(TEXTS.length)]
  // One, zero and their kin are the same key in Python, whatever their type.
  if (kind === 1) return rng.nextBelow(1_000) + 2
  if (kind === 2) return 2n ** 60n + BigInt(rng.nextBelow(1_000))
  return Array.from({ length: rng.nextBelow(3) }, () => makeKey(rng, depth - 1))
}

function makeValue(rng: Rng, depth: number): Value {
  const some = <T>(make: () => T): T[] => Array.from({ length: rng.nextBelow(5) }, make)
  switch (rng.nextBelow(depth > 0 ? 14 : 9)) {
    case 0:
      return null
    case 1:
      return undefined
    case 2:
      return rng.nextBelow(2) === 0
    case 3:
      return NUMBERS[rng.nextBelow(NUMBERS.length)]
    case 4:
      return rng.nextFloat() * 10 ** rng.nextBelow(20)
    case 5:
      return (2n ** 53n + 1n + BigInt(rng.nextUint32())) * (rng.nextBelow(2) === 0 ? 1n : -(10n ** 30n))
    case 6:
      return some(() => TEXTS[rng.nextBelow(TEXTS.length)]).join('')
    case 7:
      return Uint8Array.from(some(() => rng.nextBelow(256)))
    case 8:
      return new Date(rng.nextBelow(2 ** 32) * 1_000 - 2 ** 40 + rng.nextBelow(1_000))
    case 9:
      return new Map(some(() => [makeKey(rng, 2), makeValue(rng, depth - 1)] as const))
    case 10:
      return new Set(some(() => makeKey(rng, 2)))
    case 11:
      return Object.fromEntries(some(() => [TEXTS[rng.nextBelow(TEXTS.length)] ?? '', makeValue(rng, depth - 1)]))
    // Lists of one kind take a shorter way.
    case 12:
      return some(() => NUMBERS[rng.nextBelow(NUMBERS.length)])
    default:
      return some(() => makeValue(rng, depth - 1))
  }
}

/** A value as it must come back: Python has one thing for null and undefined, and one for objects and maps of texts. */
function asPythonHas(value: Value): Value {
  if (value === undefined) return null
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return (value as readonly Value[]).map(asPythonHas)
  if (value instanceof Set) return new Set([...(value as ReadonlySet<Value>)].map(asPythonHas))
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<Value, Value>)].map(([key, each]) => [key, asPythonHas(each)] as const)
    const isOfText = pairs.every(([key]) => typeof key === 'string')
    return isOfText ? Object.fromEntries(pairs as [string, Value][]) : new Map(pairs)
  }
  return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, asPythonHas(each as Value)]))
}

/** In Python a set keeps no order, and lists that are the same are one key. */
function comparable(value: Value): unknown {
  const text = (each: Value): string => writeValue(each)
  if (value instanceof Set) return { set: [...new Set([...(value as ReadonlySet<Value>)].map(text))].sort() }
  if (Array.isArray(value)) return (value as readonly Value[]).map(comparable)
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<Value, Value>)].map(([key, each]) => [text(key), comparable(each)] as const)
    return { map: new Map(pairs) }
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value
  return { object: new Map(Object.entries(value as object).map(([key, each]) => [key, comparable(each as Value)])) }
}

describe('values of TypeScript that go to Python and back', () => {
  it.each([1, 2, 3, 4, 5, 6])('are what they were, seed %i', (seed) => {
    const rng = new Rng(seed, 'python wire')
    for (let i = 0; i < 300; i++) {
      const value = makeValue(rng, 4)
      const back = parseValue(JSON.parse(echo(writeValue(value))), 'value')
      expect(comparable(back)).toEqual(comparable(asPythonHas(value)))
    }
  })

  it('are told apart from what only looks like them', () => {
    const value = [{ $: 'number', of: 'NaN' }, { of: 1 }, ['$']]
    expect(parseValue(JSON.parse(echo(writeValue(value))), 'value')).toEqual(value)
  })
})

const MADE: readonly (readonly [expression: string, value: Value])[] = [
  ['x = (1, [True, None], "a")', [1, [true, null], 'a']],
  ['x = {1: "a", (2, "b"): {3}}', new Map<Value, Value>([[1, 'a'], [[2, 'b'], new Set([3])]])], // prettier-ignore
  ['x = {}', {}],
  ['x = -2**53, 2**53, 2**53 + 1', [-(2 ** 53), 2 ** 53, 2n ** 53n + 1n]],
  ['x = [2**53, 2**53 + 1]', [2 ** 53, 2n ** 53n + 1n]],
  ['x = [0.0, 1.5], [1.5, -0.0], [float("nan")], [1e400]', [[0, 1.5], [1.5, -0], [NaN], [Infinity]]],
  ['x = bytearray(b"ab"), b""', [Uint8Array.from([97, 98]), new Uint8Array()]],
  ['from datetime import *\nx = datetime(1970, 1, 2, microsecond=1999)', new Date(86_400_001)],
  ['from datetime import *\nx = datetime(1970, 1, 2, tzinfo=timezone(timedelta(hours=2)))', new Date(79_200_000)],
  [
    'from collections import *\nx = Counter("aab"), OrderedDict(b=1), defaultdict(list)',
    [{ a: 2, b: 1 }, { b: 1 }, {}],
  ],
  ['from collections import *\nx = namedtuple("P", "x y")(1, 2)', [1, 2]],
  ['from enum import *\nclass A(IntEnum):\n  B = 3\nclass S(StrEnum):\n  T = "t"\nx = A.B, S.T', [3, 't']],
  ['class S(str):\n  def __str__(self): return "no"\nclass L(list):\n  def __iter__(self): return iter(())\nx = S("yes"), L([1])', ['yes', [1]]], // prettier-ignore
  ['from dataclasses import *\n@dataclass\nclass P:\n  x: int\n  y: list\nx = P(1, [2])', { x: 1, y: [2] }],
  ['from dataclasses import *\n@dataclass(slots=True)\nclass P:\n  x: int\nx = [P(1)]', [{ x: 1 }]],
  ['class A:\n  def __init__(self): self.left = None; self.n = 1\nx = A()', { left: null, n: 1 }],
]

describe('values that Python makes', () => {
  it.each(MADE)('%s', (expression, value) => {
    expect(parseValue(JSON.parse(writeExpression(expression, 1_000)), 'value')).toEqual(value)
  })

  it.each([
    ['x = len', 'a function is no plain data'],
    ['x = [lambda: 1]', 'a function is no plain data'],
    ['x = int', 'a class is no plain data'],
    ['x = object()', 'an object of the kind object is no plain data'],
    ['x = (i for i in [1])', 'an object of the kind generator is no plain data'],
    ['x = {"a": 1j}', 'an object of the kind complex is no plain data'],
    ['x = range(3)', 'an object of the kind range is no plain data'],
    ['x = ValueError("a")', 'an object of the kind ValueError is no plain data'],
    ['import sys\nx = sys', 'an object of the kind module is no plain data'],
    ['from enum import *\nclass A(Enum):\n  B = 1\nx = A.B', 'an object of the kind A is no plain data'],
    ['x = []\nx.append(x)', 'the result holds itself'],
    ['x = {}\nx["x"] = [x]', 'the result holds itself'],
    ['class A: pass\nx = A()\nx.x = x', 'the result holds itself'],
    ['x = 1\nfor _ in range(1001): x = [x]', 'the result is nested deeper than 1000 levels'],
    ['x = "a" * 1001', 'the result is larger than 1000 characters'],
    ['x = [7] * 501', 'the result is larger than 1000 characters'],
    ['x = [[]] * 600', 'the result is larger than 1000 characters'],
    ['x = 10 ** 5000', 'the result is larger than 1000 characters'],
    ['x = 1\nfor _ in range(60): x = [x, x]', 'the result is larger than 1000 characters'],
  ])('%s is refused', (expression, reason) => {
    expect(writeExpression(expression, 1_000)).toBe(reason)
  })

  it('a thousand levels are none too many, and an int of many digits is exact', () => {
    expect(writeExpression('x = 1\nfor _ in range(1000): x = [x]', 3_000)).toHaveLength(2_001)
    expect(JSON.parse(writeExpression('x = 7 ** 6000', 9_000))).toEqual({ $: 'bigint', of: String(7n ** 6000n) })
  })
})
