import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-08',
  title: 'Peak of a sliding window',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 20,
  load: async () => (await import('./challenge.ts')).challenge,
}
