import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'mu-01',
  title: 'The first clause that is true',
  topic: 'merge',
  kind: 'predict',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
