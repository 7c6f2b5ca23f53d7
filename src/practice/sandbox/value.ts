import { ParseError } from '../../base/parse.ts'
import type { Value } from '../../base/value.ts'

/**
 * The wire is JSON text. What JSON does not know is an object with the key `$`, which names its kind; an object that has
 * such a key itself is an `object`, spelt out as pairs. The two harnesses speak the same.
 */
export const WIRE_KEY = '$'

export function writeValue(value: Value): string {
  return JSON.stringify(toWire(value))
}

function toWire(value: Value): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : tagged('number', value)
  if (value === undefined) return { [WIRE_KEY]: 'undefined' }
  if (typeof value === 'bigint') return tagged('bigint', value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly Value[]).map(toWire)
  if (value instanceof Uint8Array) return { [WIRE_KEY]: 'bytes', of: [...value] }
  if (value instanceof Date) return { [WIRE_KEY]: 'date', of: value.getTime() }
  if (value instanceof Map) return { [WIRE_KEY]: 'map', of: pairsToWire([...(value as ReadonlyMap<Value, Value>)]) }
  if (value instanceof Set) return { [WIRE_KEY]: 'set', of: [...(value as ReadonlySet<Value>)].map(toWire) }
  const pairs = Object.entries(value as Record<string, Value>)
  if (WIRE_KEY in value) return { [WIRE_KEY]: 'object', of: pairsToWire(pairs) }
  return Object.fromEntries(pairs.map(([key, each]) => [key, toWire(each)]))
}

function tagged(kind: string, value: number | bigint): unknown {
  return { [WIRE_KEY]: kind, of: Object.is(value, -0) ? '-0' : String(value) }
}

function pairsToWire(pairs: readonly (readonly [Value, Value])[]): unknown[] {
  return pairs.map(([key, each]) => [toWire(key), toWire(each)])
}

/** Throws a `ParseError`. `wire` is what `JSON.parse` made of the text, and is used up: arrays and objects are kept. */
export function parseValue(wire: unknown, where: string): Value {
  if (typeof wire !== 'object' || wire === null) return wire as Value
  if (Array.isArray(wire)) return parseInPlace(wire as unknown as Record<string, unknown>, where)
  const record = wire as Record<string, unknown>
  return Object.hasOwn(record, WIRE_KEY) ? parseTagged(record, where) : parseInPlace(record, where)
}

function parseInPlace(container: Record<string, unknown>, where: string): Value {
  // An own key, `__proto__` too, is set and not looked up.
  for (const key of Object.keys(container)) {
    const each = container[key]
    if (typeof each === 'object' && each !== null) container[key] = parseValue(each, `${where}.${key}`)
  }
  return container as Value
}

function parseTagged(record: Record<string, unknown>, where: string): Value {
  const { [WIRE_KEY]: kind, of } = record
  switch (kind) {
    case 'undefined':
      return undefined
    case 'number':
      return parseNumber(of, where)
    case 'bigint':
      return parseBigint(of, where)
    case 'bytes':
      return parseBytes(of, where)
    case 'date':
      return parseDate(of, where)
    case 'map':
      return new Map(parsePairs(of, where))
    case 'set':
      return new Set(parseItems(of, where).map((each) => parseValue(each, where)))
    case 'object':
      return parseObject(of, where)
    default:
      throw new ParseError(where, 'a value of a known kind')
  }
}

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
])

function parseNumber(of: unknown, where: string): number {
  const number = NUMBERS.get(of)
  if (number === undefined) throw new ParseError(where, 'a number that JSON lacks')
  return number
}

function parseBigint(of: unknown, where: string): bigint {
  if (typeof of !== 'string' || !/^-?\d+$/.test(of)) throw new ParseError(where, 'a whole number')
  return BigInt(of)
}

function parseBytes(of: unknown, where: string): Uint8Array {
  const bytes = parseItems(of, where)
  if (!bytes.every((byte) => Number.isInteger(byte) && Number(byte) >= 0 && Number(byte) <= 255)) {
    throw new ParseError(where, 'a list of bytes')
  }
  return Uint8Array.from(bytes as number[])
}

function parseDate(of: unknown, where: string): Date {
  // An invalid date's time is NaN, which JSON writes as null.
  if (of !== null && typeof of !== 'number') throw new ParseError(where, 'a time')
  return new Date(of ?? NaN)
}

function parsePairs(of: unknown, where: string): [Value, Value][] {
  return parseItems(of, where).map((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw new ParseError(where, 'a list of pairs')
    return [parseValue(pair[0], where), parseValue(pair[1], where)]
  })
}

function parseObject(of: unknown, where: string): Value {
  const pairs = parsePairs(of, where)
  if (!pairs.every(([key]) => typeof key === 'string')) throw new ParseError(where, 'pairs with names')
  return Object.fromEntries(pairs as [string, Value][])
}

function parseItems(of: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(of)) throw new ParseError(where, 'a list')
  return of as readonly unknown[]
}
