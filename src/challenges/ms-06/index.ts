import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ms-06',
  title: 'A new column arrives',
  topic: 'streaming',
  kind: 'decision',
  level: 1,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
