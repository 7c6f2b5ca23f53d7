import type { EquivalentMutant } from '../../practice/types.ts'

const SORT = 'return [...counts].sort(([a, m], [b, n]) => n - m || '
const LINE = `${SORT}(a < b ? -1 : 1)).slice(0, k)`
const SIGN = 'Only the sign of a comparison counts.'

/** Mutants of the reference that do what it does, whatever the words are. */
export const equivalents: readonly EquivalentMutant[] = [
  { language: 'typescript', mutant: `${LINE} => ${SORT}(a < b ? -2 *`, why: SIGN },
  { language: 'typescript', mutant: `${LINE} => ${SORT}(a < b ? -1 : 2)*`, why: SIGN },
  {
    language: 'typescript',
    mutant: `${LINE} => ${SORT}(a <= b *`,
    why: 'A map has each word once, so that no two of them are equal.',
  },
  {
    language: 'typescript',
    mutant: `${LINE} => ${SORT}(a < b ? -1 : 0)*`,
    why: 'The engine asks only whether one goes before the other, and both answers say no.',
  },
]
