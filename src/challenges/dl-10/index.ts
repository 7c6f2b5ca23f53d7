import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-10',
  title: 'Bin packing',
  topic: 'delta-log',
  kind: 'predict',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
