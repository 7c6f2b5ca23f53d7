import type { EquivalentMutant } from '../../practice/types.ts'

/** Mutants of the reference that do what it does, whatever the rows are. */
export const equivalents: readonly EquivalentMutant[] = [
  ...['a < b ? -2 : a > b ? 1 : 0', 'a < b ? -1 : a > b ? 2 : 0'].map((order): EquivalentMutant => ({
    language: 'typescript',
    mutant: `return a < b ? -1 : a > b ? 1 : 0 => return ${order}`,
    why: 'Only the sign of a comparison counts.',
  })),
  {
    language: 'typescript',
    mutant: "if (limit < 1) throw new RangeError('a run holds at least one row') => if (limit < 0) *",
    why: 'With a limit of 0 the number of runs is infinite, and making a list of them is a RangeError too.',
  },
  {
    language: 'python',
    mutant: 'if limit < 1: => if limit < 0:',
    why: 'With a limit of 0 range() has no step and raises a ValueError too.',
  },
  {
    language: 'typescript',
    mutant: 'return order < 0 || (order === 0 && a.run < b.run) => return order < 0 || (order === 0 && a.run <= b.run)',
    why: 'No run has two entries in the heap at one time.',
  },
  {
    language: 'typescript',
    mutant: 'items.push(item) => ;',
    why: 'The last line of push sets items[at] and so adds it.',
  },
]
