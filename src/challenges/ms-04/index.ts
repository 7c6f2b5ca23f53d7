import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ms-04',
  title: 'Exactly-once matrix',
  topic: 'streaming',
  kind: 'decision',
  level: 2,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
