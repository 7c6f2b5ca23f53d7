import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-05',
  title: 'How many events overtook',
  topic: 'coding',
  kind: 'code',
  level: 3,
  minutes: 30,
  load: async () => (await import('./challenge.ts')).challenge,
}
