import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-06',
  title: 'Log cleanup',
  topic: 'delta-log',
  kind: 'predict',
  level: 2,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
