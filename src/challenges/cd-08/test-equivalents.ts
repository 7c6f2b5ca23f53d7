import type { EquivalentMutant } from '../../practice/types.ts'

const WHY = 'Of equal values the first is then kept too; it leaves first, and the other is still there.'
const TYPESCRIPT = 'while (kept.length > front && values[kept[kept.length - 1]] <= values[i]) kept.pop()'
const PYTHON = 'while kept and values[kept[-1]] <= value:'

/** Mutants of the reference that do what it does, whatever the values are. */
export const equivalents: readonly EquivalentMutant[] = [
  { language: 'typescript', mutant: `${TYPESCRIPT} => ${TYPESCRIPT.replace('<=', '<')}`, why: WHY },
  { language: 'python', mutant: `${PYTHON} => ${PYTHON.replace('<=', '<')}`, why: WHY },
]
