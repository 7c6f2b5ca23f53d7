import type { EquivalentMutant } from '../../practice/types.ts'

const UP = 'k += k & -k) this.tree[k] += change'

/** Mutants of the reference that do what it does, whatever the calls are. */
export const equivalents: readonly EquivalentMutant[] = [
  {
    language: 'typescript',
    mutant: 'this.tree = new Array(counts.length + 1).fill(0) => this.tree = new Array(counts.length + 2).fill(0)',
    why: 'A place more at the end is written and never read.',
  },
  {
    language: 'typescript',
    mutant: `for (let k = i + 1; k < this.tree.length; ${UP} => for (let k = i + 1; k <= this.tree.length; ${UP}`,
    why: 'The place behind the end is written and never read.',
  },
  {
    language: 'typescript',
    mutant: 'let sum = 0 => let sum = 1',
    why: 'A total is the difference of two sums, and both have one too many.',
  },
]
