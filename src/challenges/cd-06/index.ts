import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-06',
  title: 'Top k of all partitions',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 20,
  load: async () => (await import('./challenge.ts')).challenge,
}
