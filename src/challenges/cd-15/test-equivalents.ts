import type { EquivalentMutant } from '../../practice/types.ts'

const NUMBER = 'const number = (major * 10000 + minor) * 10000 + patch => const number = '

/** Mutants of the reference that do what it does, whatever the versions are. */
export const equivalents: readonly EquivalentMutant[] = [
  '(major * 10001 + minor) * 10000 + patch',
  '(major * 10000 + minor) * 10001 + patch',
].map((number): EquivalentMutant => ({
  language: 'typescript',
  mutant: NUMBER + number,
  why: 'Any base above 9,999 keeps the order of the versions.',
}))
