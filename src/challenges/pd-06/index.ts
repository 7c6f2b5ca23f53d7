import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'pd-06',
  title: 'Iceberg bucket',
  topic: 'pushdown',
  kind: 'number',
  level: 3,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
