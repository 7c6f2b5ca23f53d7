import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ms-01',
  title: 'Watermark trace',
  topic: 'streaming',
  kind: 'predict',
  level: 3,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
