import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-01',
  title: 'Median of a stream',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 25,
  load: async () => (await import('./challenge.ts')).challenge,
}
