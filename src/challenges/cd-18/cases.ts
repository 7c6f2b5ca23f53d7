import { formatCount } from '../../base/format.ts'
import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Held, ToldCall } from '../../practice/types.ts'
import { createRightCounter, HIDDEN, SHOWN, type Call, type Counter, type WrongCounter } from './counters.ts'

const MOST_CALLS = 1_000

/** A call, and of a question what it must return. */
type TestCall = readonly ['hit', number] | readonly ['count', number, number]

type Test = readonly TestCall[]

export const examples: readonly CodeCase[] = Object.entries(SHOWN).map(([id, { name }]) => ({ name, args: [id, 0] }))

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  return Object.entries(HIDDEN).map(([id, { name, sizes: [least, most] = [0, 0] }]) => ({
    name,
    args: [id, least + rng.nextBelow(most - least + 1)],
  }))
}

/** The name of a wrong counter, and the number that it has, 0 where it has none. */
export function isAllowed(args: readonly Value[]): boolean {
  const [id, size] = args
  const counter = tryCounter(id)
  if (counter === undefined || args.length !== 2) return false
  const [least, most] = counter.sizes ?? [0, 0]
  return typeof size === 'number' && Number.isInteger(size) && size >= least && size <= most
}

function tryCounter(id: Value): WrongCounter | undefined {
  const all = { ...SHOWN, ...HIDDEN }
  return typeof id === 'string' && Object.hasOwn(all, id) ? all[id] : undefined
}

function counterOf(args: readonly Value[]): readonly [counter: WrongCounter, size: number] {
  const counter = tryCounter(args[0])
  if (counter === undefined) throw new RangeError('there is no such counter')
  return [counter, args[1] as number]
}

/** A test that a right counter fails is worse than none: what the others find then counts nothing. */
export function holdTests(given: Value, args: readonly Value[]): Held {
  const tests = readTests(given)
  if (typeof tests === 'string') return { unreadable: tests }
  const [{ create }, size] = counterOf(args)
  for (const [i, test] of tests.entries()) {
    const failure = tryFailure(test, createRightCounter())
    if (failure !== undefined) return { wrong: `a right counter fails test ${i + 1}: ${failure}` }
  }
  return { isFound: tests.some((test) => tryFailure(test, create(size)) !== undefined) }
}

/** "count(301) returns 0, not 1"; undefined when it passes. */
function tryFailure(test: Test, counter: Counter): string | undefined {
  for (const [method, t, wanted] of test) {
    if (method === 'hit') counter.hit(t)
    else {
      const got = counter.count(t)
      if (got !== wanted) return `count(${t}) returns ${got}, not ${wanted}`
    }
  }
  return undefined
}

/** The calls that show what is wrong with a counter. */
export function tellCounter(args: readonly Value[]): readonly ToldCall[] {
  const [{ create, telling }, size] = counterOf(args)
  const [right, wrong] = [createRightCounter(), create(size)]
  return telling(size).map(([method, t]: Call) => {
    const call = [method, t] as const
    if (method === 'count') return { call, right: right.count(t), got: wrong.count(t) }
    right.hit(t)
    wrong.hit(t)
    return { call }
  })
}

/** The tests, or what is wrong with them in words. */
function readTests(given: Value): readonly Test[] | string {
  if (!Array.isArray(given)) return 'what was returned is no list of tests'
  const tests = given as readonly Value[]
  for (const [i, test] of tests.entries()) {
    if (!Array.isArray(test)) return `test ${i + 1} is no list of calls`
    const problem = tryProblem(test as readonly Value[])
    if (problem !== undefined) return `test ${i + 1}, ${problem}`
  }
  const calls = (tests as readonly Test[]).reduce((sum, { length }) => sum + length, 0)
  if (calls > MOST_CALLS) return `there are more than ${formatCount(MOST_CALLS)} calls`
  return tests as readonly Test[]
}

function tryProblem(test: readonly Value[]): string | undefined {
  let last = 0
  for (const [i, call] of test.entries()) {
    const at = `call ${i + 1}`
    if (!isCall(call)) return `${at} is neither a hit with its second nor a count with its second and what it returns`
    const [, t] = call
    if (t < last) return `${at}: t falls from ${last} to ${t}`
    last = t
  }
  return undefined
}

function isCall(call: Value): call is Value & TestCall {
  if (!Array.isArray(call)) return false
  const [method, ...numbers] = call as readonly Value[]
  const isWhole = numbers.every((each) => typeof each === 'number' && Number.isSafeInteger(each) && each >= 0)
  return isWhole && ((method === 'hit' && numbers.length === 1) || (method === 'count' && numbers.length === 2))
}
