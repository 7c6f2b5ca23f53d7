import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ms-03',
  title: 'Latency budget',
  topic: 'streaming',
  kind: 'number',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
