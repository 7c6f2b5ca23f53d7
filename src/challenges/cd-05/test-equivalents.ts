import type { EquivalentMutant } from '../../practice/types.ts'

const RANKS = 'for (const time of [...times].sort((a, b) => a - b)) if (!ranks.has(time)) ranks.set(time, '
const TREE = 'const tree: number[] = new Array(ranks.size + '
const UP = 'at += at & -at) tree[at]++'
const LARGEST = 'The latest time then has no place in the tree. It is not earlier than any other and never counted.'
const BEHIND = 'A place behind the end is written and never read.'
const UNDEFINED = 'Behind the last event stands undefined, which has no rank, and both loops end at once.'

/** Mutants of the reference that do what it does, whatever the times are. */
export const equivalents: readonly EquivalentMutant[] = [
  { language: 'typescript', mutant: `${RANKS}ranks.size + 1) => ${RANKS}ranks.size + 2)`, why: LARGEST },
  { language: 'typescript', mutant: `${TREE}1).fill(0) => ${TREE}0).fill(0)`, why: LARGEST },
  { language: 'typescript', mutant: `${TREE}1).fill(0) => ${TREE}2).fill(0)`, why: BEHIND },
  {
    language: 'typescript',
    mutant: `for (let at = rank; at < tree.length; ${UP} => for (let at = rank; at <= tree.length; ${UP}`,
    why: BEHIND,
  },
  ...['times.length + 1', 'times.length - 0'].map((start): EquivalentMutant => ({
    language: 'typescript',
    mutant: `for (let i = times.length - 1; i >= 0; i--) { => for (let i = ${start}; i >= 0; i--) {`,
    why: UNDEFINED,
  })),
]
