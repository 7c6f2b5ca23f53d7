import type { EquivalentMutant } from '../../practice/types.ts'

const OFF = 'let off = Array.from({ length: hours + 1 }, (_, k) => (k === 0 ? 0 : Infinity))'

/** Mutants of the reference that do what it does, whatever the prices are. */
export const equivalents: readonly EquivalentMutant[] = [
  {
    language: 'typescript',
    mutant: `${OFF} => ${OFF.replace('hours + 1', 'hours + 2')}`,
    why: 'More hours than are needed are counted too, and nothing asks for them.',
  },
]
