import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-03',
  title: 'Hits of the last five minutes',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 25,
  load: async () => (await import('./challenge.ts')).challenge,
}
