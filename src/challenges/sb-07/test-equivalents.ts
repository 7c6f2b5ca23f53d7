import type { EquivalentMutant } from '../../practice/types.ts'

const KEY = 'return (1, 0) if isnan(value) else (0, value)'

/** Mutants of the reference that do what it does, whatever the rows are. */
export const equivalents: readonly EquivalentMutant[] = [
  {
    language: 'typescript',
    mutant: 'return Number(a > b) - Number(a < b) => return Number(a >= b) - Number(a < b)',
    why: 'Above 0 for equal values both ways: the sort of V8 asks only whether a comparison is below 0.',
  },
  ...['(2, 0)', '(1, 1)'].map((key): EquivalentMutant => ({
    language: 'python',
    mutant: `${KEY} => return ${key} if isnan(value) else (0, value)`,
    why: 'Any pair will do for NaN as long as it begins with more than 0.',
  })),
]
