import type { EquivalentMutant } from '../../practice/types.ts'

const LOOP = 'values[waiting[waiting.length - 1]] < values[i]) {'

/** Mutants of the reference that do what it does, whatever the values are. */
export const equivalents: readonly EquivalentMutant[] = [
  {
    language: 'typescript',
    mutant: `while (waiting.length > 0 && ${LOOP} => while (waiting.length >= 0 && ${LOOP}`,
    why: 'Below the bottom of the stack stands undefined, which is less than no number.',
  },
]
