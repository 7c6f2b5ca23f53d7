import type { Value } from '../../base/value.ts'

/** What a value can be made smaller to, the boldest first. Some of it may be no smaller: the one who asks looks. */
export function* planSmaller(value: Value): Generator<Value> {
  if (typeof value === 'number') yield* planNumber(value)
  else if (typeof value === 'bigint') yield* planBigint(value)
  else if (typeof value === 'string') yield* planText(value)
  else if (value === true) yield false
  else if (Array.isArray(value)) yield* planList(value as readonly Value[])
  else if (value instanceof Uint8Array) for (const bytes of planWithout([...value])) yield Uint8Array.from(bytes)
  else if (value instanceof Set) for (const items of planList([...(value as Set<Value>)])) yield new Set(items)
  else if (value instanceof Map) yield* planMap(value as ReadonlyMap<Value, Value>)
  else if (typeof value === 'object' && value !== null && !(value instanceof Date)) yield* planObject(value)
}

/** Without all, without each half, quarter, and so on, and at last without each one. */
export function* planWithout<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let size = items.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < items.length; start += size) {
      yield [...items.slice(0, start), ...items.slice(start + size)]
    }
  }
}

/** Lists of one length among some values lose the same places: columns of one table stay of one length. */
export function* planWithoutTogether(values: readonly Value[]): Generator<readonly Value[]> {
  const lengths = new Set<number>()
  for (const value of values) if (Array.isArray(value)) lengths.add(value.length)
  for (const length of lengths) {
    const isOfLength = (value: Value): boolean => Array.isArray(value) && value.length === length
    if (values.filter(isOfLength).length < 2) continue
    for (const kept of planWithout(Array.from({ length }, (_, i) => i))) {
      yield values.map((value) => (isOfLength(value) ? pick(value as readonly Value[], kept) : value))
    }
  }
}

function pick(items: readonly Value[], places: readonly number[]): Value[] {
  return places.map((i) => items[i])
}

function* planList(items: readonly Value[]): Generator<readonly Value[]> {
  yield* planWithout(items)
  for (let i = 0; i < items.length; i++) {
    for (const smaller of planSmaller(items[i])) yield items.with(i, smaller)
  }
}

function* planMap(map: ReadonlyMap<Value, Value>): Generator<Value> {
  const entries = [...map]
  for (const left of planWithout(entries)) yield new Map(left)
  for (const [key, each] of entries)
    for (const smaller of planSmaller(each)) yield new Map([...entries, [key, smaller]])
}

/** An object keeps its keys: they are what it is. */
function* planObject(object: object): Generator<Value> {
  const entries = Object.entries(object) as [string, Value][]
  for (const [key, each] of entries) {
    for (const smaller of planSmaller(each)) yield Object.fromEntries([...entries, [key, smaller]])
  }
}

/** 0, then all halves of halves from the smallest on, then steps from it that are smaller and smaller. */
function* planNumber(value: number): Generator<number> {
  if (value === 0 || Number.isNaN(value)) return
  yield 0
  if (!Number.isFinite(value)) {
    yield value < 0 ? -1 : 1
    return
  }
  if (!Number.isInteger(value)) yield Math.trunc(value)
  if (value < 0) yield -value
  const halves = halvesOf(Math.trunc(value), (number) => Math.trunc(number / 2))
  yield* halves.toReversed()
  for (const step of halves.slice(1)) yield value - step
}

function* planBigint(value: bigint): Generator<bigint> {
  if (value === 0n) return
  yield 0n
  if (value < 0n) yield -value
  const halves = halvesOf(value, (number) => number / 2n)
  yield* halves.toReversed()
  for (const step of halves.slice(1)) yield value - step
}

function halvesOf<T extends number | bigint>(value: T, halve: (value: T) => T): T[] {
  const halves: T[] = []
  for (let half = halve(value); Number(half) !== 0; half = halve(half)) halves.push(half)
  return halves
}

function* planText(text: string): Generator<string> {
  const characters = [...text]
  for (const left of planWithout(characters)) yield left.join('')
  for (let i = 0; i < characters.length; i++) {
    for (const plain of 'ab') yield characters.with(i, plain).join('')
  }
}

/** A value with each number in it changed; bigints and other things stay. */
export function mapNumbers(value: Value, change: (number: number) => number): Value {
  if (typeof value === 'number') return change(value)
  if (Array.isArray(value)) return (value as readonly Value[]).map((each) => mapNumbers(each, change))
  if (value instanceof Set) return new Set([...(value as Set<Value>)].map((each) => mapNumbers(each, change)))
  if (value instanceof Map) {
    const entries = [...(value as Map<Value, Value>)]
    return new Map(entries.map(([key, each]) => [mapNumbers(key, change), mapNumbers(each, change)]))
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapNumbers(each as Value, change)]))
}

/** Gives each number its place in the order of all numbers in `values`, from `first` on: what is larger stays larger. */
export function rankNumbers(values: readonly Value[], first: number): (value: Value) => Value {
  const numbers = new Set<number>()
  for (const value of values) {
    mapNumbers(value, (number) => {
      numbers.add(number)
      return number
    })
  }
  const ranks = new Map([...numbers].sort((a, b) => a - b).map((number, i) => [number, first + i]))
  return (value) => mapNumbers(value, (number) => ranks.get(number) ?? number)
}
