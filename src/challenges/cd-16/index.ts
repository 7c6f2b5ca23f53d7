import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-16',
  title: 'From one schema to the other',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 25,
  load: async () => (await import('./challenge.ts')).challenge,
}
