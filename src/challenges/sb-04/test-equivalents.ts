import type { EquivalentMutant } from '../../practice/types.ts'

const NEWEST = 'The store offers it to whoever wants it; a commit that tries one version after the other does not ask.'
const GAP = 'It only guards against a commit that skips a version, and the reference never does.'

/** Mutants of the reference that do what it does, whatever the race is. */
export const equivalents: readonly EquivalentMutant[] = [
  { language: 'typescript', mutant: 'return this.log.length - 1 => *', why: NEWEST },
  { language: 'python', mutant: 'return len(self.log) - 1 => *', why: NEWEST },
  {
    language: 'typescript',
    mutant: "if (version > this.log.length) throw new Error('a version would be left out') => ;",
    why: GAP,
  },
  { language: 'python', mutant: 'if version > len(self.log): ... => pass', why: GAP },
]
