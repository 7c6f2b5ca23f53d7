import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'en-01',
  title: 'Merge three runs by hand',
  topic: 'external-sort',
  kind: 'act',
  level: 1,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
