import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-07',
  title: 'Sessions with a gap',
  topic: 'coding',
  kind: 'code',
  level: 1,
  minutes: 15,
  load: async () => (await import('./challenge.ts')).challenge,
}
