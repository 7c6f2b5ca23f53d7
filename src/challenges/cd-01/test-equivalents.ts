import type { EquivalentMutant } from '../../practice/types.ts'

const CHILD = 'if (child + 1 < items.length && items[child + 1] < items[child]) child++ => '

/** Mutants of the reference that do what it does, whatever the numbers are. */
export const equivalents: readonly EquivalentMutant[] = [
  { language: 'typescript', mutant: 'items.push(x) => ;', why: 'The last line of push sets items[at] and so adds it.' },
  {
    language: 'typescript',
    mutant: 'if (items[parent] <= x) break => if (items[parent] < x) break',
    why: 'Equal numbers may lie in the heap in either order.',
  },
  {
    language: 'typescript',
    mutant: 'if (items[child] >= last) break => if (items[child] > last) break',
    why: 'Equal numbers may lie in the heap in either order.',
  },
  {
    language: 'typescript',
    mutant: `${CHILD}if (child + 1 < items.length && items[child + 1] <= items[child]) child++`,
    why: 'Of two equal children either may go up.',
  },
  ...['child + 1 <= items.length', 'child - 1 < items.length', 'child + 0 < items.length'].map(
    (test): EquivalentMutant => ({
      language: 'typescript',
      mutant: `${CHILD}if (${test} && items[child + 1] < items[child]) child++`,
      why: 'Behind the end stands undefined, which is less than no number.',
    }),
  ),
]
