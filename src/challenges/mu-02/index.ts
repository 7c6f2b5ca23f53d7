import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'mu-02',
  title: 'Duplicates in the source',
  topic: 'merge',
  kind: 'decision',
  level: 2,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
