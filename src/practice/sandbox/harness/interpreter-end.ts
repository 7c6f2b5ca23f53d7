import type { HarnessFault } from '../message.ts'

/** Of Pyodide's errors: the class in Python, where there is one. */
interface InterpreterError {
  readonly name?: unknown
  readonly message?: unknown
  readonly type?: unknown
}

const MOST_PLACES = 30

/**
 * What an interpreter that did not come back from a call has suffered: it was asked to end, its stack or memory did not
 * suffice, or its memory holds what no interpreter wrote. `stack` is what it printed of where it was.
 */
export function toFault(error: unknown, wasOutOfMemory: boolean, stack: string): HarnessFault {
  const { name, message, type } = (typeof error === 'object' && error !== null ? error : {}) as InterpreterError
  const text = typeof message === 'string' ? message : ''
  if (type === 'RecursionError' || /call stack/i.test(text)) {
    return { kind: 'recursion', error: { name: 'RecursionError', message: '', places: listPlaces(stack) } }
  }
  if (type === 'MemoryError' || wasOutOfMemory) return { kind: 'memory' }
  // By an exit, or by `abort`, whoever called it.
  if (type === 'SystemExit' || name === 'Exit' || /unreachable/.test(text)) return { kind: 'exited' }
  return { kind: 'tampered', what: 'the memory of the interpreter' }
}

/** Lines alone: columns are not told there. */
function listPlaces(stack: string): string[] {
  return Array.from(stack.matchAll(/File "program\.py", line (\d{1,9}) /g), ([, line]) => `${line}:0`).slice(
    0,
    MOST_PLACES,
  )
}
