import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'pd-05',
  title: 'Bloom filter arithmetic',
  topic: 'pushdown',
  kind: 'number',
  level: 2,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
