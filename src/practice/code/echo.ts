import type { Value } from '../../base/value.ts'
import type { ProgramEntry } from '../types.ts'
import type { Program } from './run-cases.ts'

/** A program that does nothing but return what it is given, and what it is given for each input. */
export interface Echo {
  readonly program: Program
  readonly inputs: readonly (readonly Value[])[]
}

/**
 * Takes as long as the frame itself: the same calls, answered by the same values. What is to be returned is handed in, and
 * arguments are read before the clock is started.
 */
export function writeEcho(program: Program, inputs: readonly (readonly Value[])[], outputs: readonly Value[]): Echo {
  const { language, entry } = program
  if (entry.kind === 'function') {
    const source =
      language === 'python'
        ? `def ${entry.name}(value):\n    return value\n`
        : `function ${entry.name}(value) { return value }\n`
    return { program: { ...program, source }, inputs: outputs.map((output) => [output]) }
  }
  return {
    program: { ...program, source: writeClass(program, entry, methodsOf(inputs)) },
    inputs: inputs.map((calls, i) => echoCalls(calls, outputs[i])),
  }
}

function writeClass({ language }: Program, { name }: ProgramEntry, methods: readonly string[]): string {
  const lines =
    language === 'python'
      ? [
          `class ${name}:`,
          '    pass',
          ...methods.flatMap((m) => [`    def ${m}(self, value):`, '        return value']),
        ]
      : [`class ${name} {`, ...methods.map((method) => `  ${method}(value) { return value }`), '}']
  return `${lines.join('\n')}\n`
}

/** The constructor, where it is called, gives no output. */
function echoCalls(calls: readonly Value[], outputs: Value | undefined): readonly Value[] {
  const values = (outputs as readonly Value[]).values()
  return calls.map((call) => {
    const method = nameOf(call)
    return method === 'constructor' ? [method] : [method, values.next().value]
  })
}

function methodsOf(inputs: readonly (readonly Value[])[]): string[] {
  const names = new Set(inputs.flatMap((calls) => calls.map(nameOf)))
  return [...names].filter((name) => name !== 'constructor')
}

function nameOf(call: Value): string {
  return (call as readonly [string])[0]
}
