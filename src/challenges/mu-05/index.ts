import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'mu-05',
  title: 'Write amplification of a MERGE',
  topic: 'merge',
  kind: 'number',
  level: 2,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
