import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-18',
  title: 'Tests for a load counter',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 15,
  load: async () => (await import('./challenge.ts')).challenge,
}
