import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-11',
  title: 'Which ids are one person',
  topic: 'coding',
  kind: 'code',
  level: 2,
  minutes: 25,
  load: async () => (await import('./challenge.ts')).challenge,
}
