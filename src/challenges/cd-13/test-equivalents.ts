import type { EquivalentMutant } from '../../practice/types.ts'

const SERVICE = 'if (a.service !== b.service) return a.service < b.service ? -1 : 1'
const NUMBER = 'if (a.number !== b.number) return a.number > b.number ? -1 : 1'
const SIGN = 'Only the sign of a comparison counts.'
const V8 = 'The sort of V8 asks a comparison only whether it is below 0, so that 0 and 1 are one to it.'
const EQUAL = 'Equal ones do not come to this comparison.'

/** Mutants of the reference that do what it does, whatever the names are. */
export const equivalents: readonly EquivalentMutant[] = [
  ...[SERVICE, NUMBER].flatMap((line): EquivalentMutant[] => [
    { language: 'typescript', mutant: `${line} => ${line.replace('-1 : 1', '-2 : 1')}`, why: SIGN },
    { language: 'typescript', mutant: `${line} => ${line.replace('-1 : 1', '-1 : 2')}`, why: SIGN },
    { language: 'typescript', mutant: `${line} => ${line.replace('-1 : 1', '-1 : 0')}`, why: V8 },
  ]),
  { language: 'typescript', mutant: `${SERVICE} => ${SERVICE.replace(' < ', ' <= ')}`, why: EQUAL },
  { language: 'typescript', mutant: `${NUMBER} => ${NUMBER.replace(' > ', ' >= ')}`, why: EQUAL },
  { language: 'typescript', mutant: 'return 0 => return 1', why: V8 },
  {
    language: 'python',
    mutant:
      'return parts[0], -int(parts[1]) if len(parts) > 2 else 1 => return parts[0], -int(parts[1]) if len(parts) > 2 else 2',
    why: 'No number is below 0, so any positive key comes last.',
  },
]
