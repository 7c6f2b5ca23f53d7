import type { ProgramEntry } from '../types.ts'

/** Code as it is run, with what leads from its places back to those of the source. */
export interface CompiledCode {
  readonly code: string
  /** A source map's `mappings`. */
  readonly mappings: string
}

export interface ProgramText {
  readonly text: string
  /** Lines of the text before the first of the program, and the program's own. */
  readonly linesBefore: number
  readonly lines: number
}

/**
 * A program, and what it may import, as the harness wants it: two functions of `require` and `exports`, each giving a
 * function that evaluates the code; the program's returns what the code calls by the entry's name.
 */
export function layoutProgram(program: string, given: string, entry: ProgramEntry): ProgramText {
  if (!isName(entry.name)) throw new Error(`${entry.name} is no name that a program can define`)
  const lines = [
    'const program = (require, exports) => () => {',
    program,
    `return typeof ${entry.name} === 'undefined' ? undefined : ${entry.name}`,
    '}',
    'const given = (require, exports) => () => {',
    given,
    '}',
  ]
  return { text: lines.join('\n'), linesBefore: 1, lines: program.split('\n').length }
}

export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text)
}
