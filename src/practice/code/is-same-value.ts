import type { Value } from '../../base/value.ts'

const RELATIVE = 1e-9

/**
 * True when two values are equal part by part. Whole numbers are equal exactly, others to a relative 1e-9, NaN is equal
 * to itself. What the two languages do not tell apart is the same: undefined and null, a bigint and a number of one value,
 * a map whose keys are texts and an object. The order of keys, and of what is in a set, does not count.
 */
export function isSameValue(a: Value, b: Value): boolean {
  if (isNumeric(a) && isNumeric(b)) return isSameNumber(a, b)
  if (!isContainer(a) || !isContainer(b)) return Object.is(a ?? null, b ?? null)
  if (Array.isArray(a)) return Array.isArray(b) && isSameList(a as readonly Value[], b as readonly Value[])
  if (a instanceof Date) return b instanceof Date && Object.is(a.getTime(), b.getTime())
  if (a instanceof Uint8Array) return b instanceof Uint8Array && isSameList([...a], [...b])
  if (a instanceof Set)
    return b instanceof Set && isSameBag([...(a as Set<Value>)], [...(b as Set<Value>)], isSameValue)
  const [left, right] = [entriesOf(a), entriesOf(b)]
  return left !== undefined && right !== undefined && isSameBag(left, right, isSameEntry)
}

function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function isContainer(value: Value): value is Value & object {
  return typeof value === 'object' && value !== null
}

function isSameNumber(a: number | bigint, b: number | bigint): boolean {
  if (typeof a === 'bigint' || typeof b === 'bigint') return isInteger(a) && isInteger(b) && BigInt(a) === BigInt(b)
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  // A count of some billions that is off by one is wrong, though nearly right.
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return false
  return Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b))
}

function isInteger(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isInteger(value)
}

function isSameList(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((each, i) => isSameValue(each, b[i]))
}

type Entry = readonly [Value, Value]

/** Pairs of a map or an object; undefined for what is neither. */
function entriesOf(value: Value & object): readonly Entry[] | undefined {
  if (Array.isArray(value) || value instanceof Date || value instanceof Uint8Array || value instanceof Set) {
    return undefined
  }
  return value instanceof Map ? [...(value as Map<Value, Value>)] : Object.entries(value)
}

function isSameEntry(a: Entry, b: Entry): boolean {
  return isSameValue(a[0], b[0]) && isSameValue(a[1], b[1])
}

/** Each has one partner of its own. Of the partners that one may have the first is taken. */
function isSameBag<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  if (a.length !== b.length) return false
  const left = [...b]
  return a.every((each) => {
    // Most have their partner at the front: both sides were filled in one order.
    const at = left.findIndex((other) => isSame(each, other))
    if (at === -1) return false
    left.splice(at, 1)
    return true
  })
}
