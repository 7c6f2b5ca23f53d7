import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-09',
  title: 'How long a metric was the highest',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 20,
  load: async () => (await import('./challenge.ts')).challenge,
}
