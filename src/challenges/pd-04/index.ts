import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'pd-04',
  title: 'Z-order geometry',
  topic: 'pushdown',
  kind: 'number',
  level: 2,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
