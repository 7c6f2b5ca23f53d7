import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-12',
  title: 'Tasks in an order that can run',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 25,
  load: async () => (await import('./challenge.ts')).challenge,
}
