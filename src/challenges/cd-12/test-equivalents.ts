import type { EquivalentMutant } from '../../practice/types.ts'

/** Mutants of the reference that do what it does, whatever the tasks are. */
export const equivalents: readonly EquivalentMutant[] = [
  {
    language: 'typescript',
    mutant: 'if (items[parent] < item) break => if (items[parent] <= item) break',
    why: 'No name is in the heap twice.',
  },
  {
    language: 'typescript',
    mutant: 'if (items[child + 1] < items[child]) child++ => if (items[child + 1] <= items[child]) child++',
    why: 'No name is in the heap twice.',
  },
  {
    language: 'typescript',
    mutant: 'if (!(items[child] < last)) break => if (!(items[child] <= last)) break',
    why: 'No name is in the heap twice.',
  },
]
