import type { ProgramEntry } from '../../types.ts'
import type { Value } from '../../../base/value.ts'
import { apply, isArray, takeMethod } from './built-ins.ts'

/** A program, ready to be made anew for each case: `define` evaluates it and gives what it calls by the entry's name. */
export interface LoadedProgram {
  /** What stands in its stacks. */
  readonly url: string
  readonly entry: ProgramEntry
  readonly resultCharacters: number
  readonly define: () => unknown
}

/** The program lacks what it must define; the message is its name. */
export class MissingEntry extends Error {}

interface Listeners {
  readonly onValue: (value: unknown) => void
  readonly onError: (error: unknown) => void
}

type Callable = (...values: unknown[]) => unknown
type Constructor = new (...values: unknown[]) => object

const { construct } = Reflect
const PromiseOfPlatform = Promise
const then = takeMethod(Promise.prototype, 'then')

/** Evaluates the program and calls its entry, awaiting what it returns. At most one listener is called, once. */
export function callEntry(program: LoadedProgram, values: readonly Value[], listeners: Listeners): void {
  try {
    const entry = program.define()
    if (typeof entry !== 'function') throw new MissingEntry(program.entry.name)
    if (program.entry.kind === 'class') callMethods(entry as Constructor, program.entry, values, listeners)
    else settle(apply(entry as Callable, undefined, values), listeners)
  } catch (error) {
    listeners.onError(error)
  }
}

function callMethods(
  entry: Constructor,
  { name, voids = [] }: ProgramEntry,
  calls: readonly Value[],
  listeners: Listeners,
): void {
  const first = calls[0]
  const isGiven = isCall(first) && first[0] === 'constructor'
  const object = construct(entry, isGiven ? rest(first) : []) as Record<string, unknown>
  const outputs: unknown[] = []
  // A loop, since a stack would run over after some thousand calls that return at once.
  const callFrom = (begin: number): void => {
    try {
      for (let at = begin; at < calls.length; at++) {
        const value = callMethod(object, name, calls[at], at)
        if (isThenable(value)) {
          const goOn = (settled: unknown): void => {
            outputs[outputs.length] = isVoid(voids, calls[at]) ? undefined : settled
            callFrom(at + 1)
          }
          return wait(value, { onValue: goOn, onError: listeners.onError })
        }
        outputs[outputs.length] = isVoid(voids, calls[at]) ? undefined : value
      }
    } catch (error) {
      return listeners.onError(error)
    }
    listeners.onValue(outputs)
  }
  callFrom(isGiven ? 1 : 0)
}

function callMethod(object: Record<string, unknown>, name: string, call: Value, at: number): unknown {
  if (!isCall(call)) throw new TypeError(`call ${at} is no list that begins with a method's name`)
  const method = object[call[0]]
  if (typeof method !== 'function') throw new MissingEntry(`${name}.${call[0]}`)
  return apply(method as Callable, object, rest(call))
}

function isVoid(voids: readonly string[], call: Value): boolean {
  if (!isCall(call)) return false
  for (let i = 0; i < voids.length; i++) if (voids[i] === call[0]) return true
  return false
}

function isCall(value: Value): value is readonly [string, ...Value[]] {
  return isArray(value) && typeof value[0] === 'string'
}

function rest(call: readonly Value[]): unknown[] {
  const values: unknown[] = []
  for (let i = 1; i < call.length; i++) values[i - 1] = call[i]
  return values
}

/** What can be awaited is; the rest is passed on at once. */
function settle(value: unknown, listeners: Listeners): void {
  if (isThenable(value)) wait(value, listeners)
  else listeners.onValue(value)
}

function wait(value: unknown, { onValue, onError }: Listeners): void {
  const promise = new PromiseOfPlatform((resolve) => resolve(value))
  then(promise, onValue, onError)
}

function isThenable(value: unknown): boolean {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  return typeof (value as { then?: unknown }).then === 'function'
}
