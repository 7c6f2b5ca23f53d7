import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-02',
  title: 'Count of range sums',
  topic: 'coding',
  kind: 'code',
  level: 3,
  minutes: 30,
  load: async () => (await import('./challenge.ts')).challenge,
}
