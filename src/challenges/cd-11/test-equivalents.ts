import type { EquivalentMutant } from '../../practice/types.ts'

const SIZES = 'if (sizes.get(root)! < sizes.get(other)!) [root, other] = [other, root]'
const EVEN = 'Of two groups of one size either may go below the other.'

/** Mutants of the reference that do what it does, whatever the pairs are. */
export const equivalents: readonly EquivalentMutant[] = [
  { language: 'typescript', mutant: `${SIZES} => ${SIZES.replace(' < ', ' <= ')}`, why: EVEN },
  {
    language: 'python',
    mutant: 'if sizes[root] < sizes[other]: => if sizes[root] <= sizes[other]:',
    why: EVEN,
  },
]
