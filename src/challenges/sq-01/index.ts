import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sq-01',
  title: 'Running total with ties',
  topic: 'sql',
  kind: 'predict',
  level: 1,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
