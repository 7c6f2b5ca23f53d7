import type { RunRequest } from '../../src/practice/sandbox/sandbox.ts'

/** A part of an outcome. */
export type Told = Record<string, unknown>

/** A program that means harm, and what must be told of it. */
export interface HostileProgram extends Partial<Pick<RunRequest, 'entry' | 'cases' | 'limits'>> {
  readonly name: string
  readonly source: string
  readonly told: Told
}

export const HOSTILE_LIMITS = {
  caseMilliseconds: 700,
  totalMilliseconds: 5_000,
  outputCharacters: 10_000,
  resultCharacters: 100_000,
}

/** It ends at the limit of time; where memory was what it wanted, its process may be gone instead. */
export const TOLD_TIME: Told = { cases: [], fault: { kind: 'time', case: 0, limit: 'case' } }

export function toldThrew(name: string, error: object = {}): Told {
  return { cases: [{ kind: 'threw', error: { name, ...error } }] }
}

export function toldFault(kind: string, rest: object = {}): Told {
  return { cases: [], fault: { kind, ...rest } }
}

export function toldReturned(...values: readonly unknown[]): Told {
  return { cases: values.map((value) => ({ kind: 'returned', value })) }
}
