import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'pd-01',
  title: 'Bytes that must be read',
  topic: 'pushdown',
  kind: 'number',
  level: 1,
  minutes: 3,
  load: async () => (await import('./challenge.ts')).challenge,
}
