import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-11',
  title: 'After VACUUM',
  topic: 'delta-log',
  kind: 'predict',
  level: 2,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
