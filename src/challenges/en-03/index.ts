import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'en-03',
  title: 'Shuffle rows by hand',
  topic: 'spark',
  kind: 'act',
  level: 2,
  minutes: 7,
  load: async () => (await import('./challenge.ts')).challenge,
}
