import type { HarnessOrder } from '../sandbox/message.ts'
import type { Value } from '../../base/value.ts'
import type { LoadedProgram } from '../sandbox/harness/call-entry.ts'
import { callEntry, MissingEntry } from '../sandbox/harness/call-entry.ts'
import { createHop } from '../sandbox/harness/hop.ts'
import { createOutput } from '../sandbox/harness/output.ts'
import { createTalk } from '../sandbox/harness/talk.ts'
import { createRecursionTest, describeThrown, isOf } from '../sandbox/harness/thrown.ts'
import { ResultError, writeResult } from '../sandbox/harness/write-result.ts'
import { parseValue } from '../sandbox/value.ts'

/**
 * What runs in a thread of Node in the place of the sandbox's harness, made of the same parts, without its walls: the
 * programs here are the project's own.
 */

/** Put there by `test-runner.ts`. */
declare const started: { readonly port: MessagePort; readonly nonce: string }

const URL_OF_PROGRAM = 'program.js'

const talk = createTalk(started.port, started.nonce)
const output = createOutput(talk)
const hop = createHop()
const isRecursion = createRecursionTest()
const evaluate = eval
Object.assign(globalThis, { console: output.console })

let program: LoadedProgram | undefined
let begin = (): void => undefined

started.port.onmessage = ({ data }: MessageEvent<HarnessOrder>) => {
  if (data.kind === 'load') load(data)
  else if (data.kind === 'go') begin()
  else if (program !== undefined) take(program, data.index, parseValue(JSON.parse(data.values), 'values') as Value[])
}
talk.say('ready')

function load(order: HarnessOrder & { kind: 'load' }): void {
  output.allow(order.limits.outputCharacters)
  try {
    const text = `'use strict';(() => {${order.program}\nreturn { program, given }})()\n//# sourceURL=${URL_OF_PROGRAM}`
    const module = evaluate(text) as Record<'program' | 'given', (require: unknown, exports: object) => () => unknown>
    const define = (): unknown => {
      const exports = {}
      const require = (): object => {
        module.given(require, exports)()
        return exports
      }
      return module.program(require, {})()
    }
    program = { url: URL_OF_PROGRAM, entry: order.entry, resultCharacters: order.limits.resultCharacters, define }
    talk.say('loaded')
  } catch (error) {
    talk.sayNotLoaded(describeThrown(error, URL_OF_PROGRAM))
  }
}

function take(loaded: LoadedProgram, index: number, values: readonly Value[]): void {
  begin = () => run(loaded, index, values)
  talk.sayStart(index)
}

function run(loaded: LoadedProgram, index: number, values: readonly Value[]): void {
  output.begin(index)
  // Microtasks of a case come before its answer.
  callEntry(loaded, values, {
    onValue: (value) => hop(() => output.flush() || sayValue(loaded, index, value)),
    onError: (error) => hop(() => output.flush() || sayError(index, error)),
  })
}

function sayValue({ resultCharacters }: LoadedProgram, index: number, value: unknown): void {
  try {
    talk.sayReturned(index, writeResult(value, resultCharacters))
  } catch (error) {
    if (isOf(error, ResultError)) talk.sayFault(index, { kind: 'result', reason: error.message })
    else sayError(index, error)
  }
}

function sayError(index: number, error: unknown): void {
  const told = describeThrown(error, URL_OF_PROGRAM)
  if (isOf(error, MissingEntry)) talk.sayFault(index, { kind: 'missing-entry', name: error.message })
  else if (isRecursion(error)) talk.sayFault(index, { kind: 'recursion', error: told })
  else talk.sayThrew(index, told)
}
