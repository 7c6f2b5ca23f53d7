import type { EquivalentMutant } from '../../practice/types.ts'

const LATE = 'The third test asks at the same end of the window: the counters that are a second off fail there.'
const AFTER =
  'What this test is for can still be seen a second later, and the end of the window is asked for elsewhere.'

/** Mutants of the reference that find the same wrong counters, whatever their numbers are. */
export const equivalents: readonly EquivalentMutant[] = [
  {
    language: 'typescript',
    mutant: '[hit(0), count(299, 1), count(300, 0)], => [hit(0), count(298, 1), count(300, 0)],',
    why: LATE,
  },
  {
    language: 'typescript',
    mutant: '[hit(0), count(299, 1), count(300, 0)], => [hit(0), count(299, 1), count(301, 0)],',
    why: LATE,
  },
  {
    language: 'typescript',
    mutant: '[...many, count(0, 12), count(300, 0)], => [...many, count(1, 12), count(300, 0)],',
    why: AFTER,
  },
  {
    language: 'typescript',
    mutant: '[...many, count(0, 12), count(300, 0)], => [...many, count(0, 12), count(301, 0)],',
    why: AFTER,
  },
  {
    language: 'typescript',
    mutant: '[hit(0), hit(1), count(300, 1)], => [hit(0), hit(2), count(300, 1)],',
    why: AFTER,
  },
  {
    language: 'typescript',
    mutant: '[hit(0), hit(1), count(301, 0)], => [hit(0), hit(1), count(302, 0)],',
    why: AFTER,
  },
  {
    language: 'typescript',
    mutant: '[hit(0), hit(300), count(300, 1)], => [hit(0), hit(300), count(301, 1)],',
    why: AFTER,
  },
  {
    language: 'python',
    mutant: '[hit(0), count(299, 1), count(300, 0)], => [hit(0), count(298, 1), count(300, 0)],',
    why: LATE,
  },
  {
    language: 'python',
    mutant: '[hit(0), count(299, 1), count(300, 0)], => [hit(0), count(299, 1), count(301, 0)],',
    why: LATE,
  },
  {
    language: 'python',
    mutant: '[*many, count(0, 12), count(300, 0)], => [*many, count(1, 12), count(300, 0)],',
    why: AFTER,
  },
  {
    language: 'python',
    mutant: '[*many, count(0, 12), count(300, 0)], => [*many, count(0, 12), count(301, 0)],',
    why: AFTER,
  },
  {
    language: 'python',
    mutant: '[hit(0), hit(1), count(300, 1)], => [hit(0), hit(2), count(300, 1)],',
    why: AFTER,
  },
  {
    language: 'python',
    mutant: '[hit(0), hit(1), count(301, 0)], => [hit(0), hit(1), count(302, 0)],',
    why: AFTER,
  },
  {
    language: 'python',
    mutant: '[hit(0), hit(300), count(300, 1)], => [hit(0), hit(300), count(301, 1)],',
    why: AFTER,
  },
]
