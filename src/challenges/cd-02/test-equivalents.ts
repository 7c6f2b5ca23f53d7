import type { EquivalentMutant } from '../../practice/types.ts'

const FIRST = 'right.sorted[first] - sum < low) first++'
const BEHIND = 'right.sorted[behind] - sum <= high) behind++'
const NAN = 'Behind the end stands undefined, and no comparison with a difference to it is true.'

/** Mutants of the reference that do what it does, whatever the changes are. */
export const equivalents: readonly EquivalentMutant[] = [
  {
    language: 'typescript',
    mutant: 'const sums = [0] => const sums = [1]',
    why: 'All balances are one higher, and their differences the same.',
  },
  {
    language: 'typescript',
    mutant: `while (first < right.sorted.length && ${FIRST} => while (first <= right.sorted.length && ${FIRST}`,
    why: NAN,
  },
  {
    language: 'typescript',
    mutant: `while (behind < right.sorted.length && ${BEHIND} => while (behind <= right.sorted.length && ${BEHIND}`,
    why: NAN,
  },
]
