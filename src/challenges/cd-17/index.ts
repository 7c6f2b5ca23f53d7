import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-17',
  title: 'The fewest batches',
  topic: 'coding',
  kind: 'code',
  level: 1,
  minutes: 15,
  load: async () => (await import('./challenge.ts')).challenge,
}
