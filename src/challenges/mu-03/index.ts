import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'mu-03',
  title: 'Apply a batch of changes',
  topic: 'merge',
  kind: 'sql',
  level: 3,
  minutes: 15,
  load: async () => (await import('./challenge.ts')).challenge,
}
