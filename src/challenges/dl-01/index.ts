import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-01',
  title: 'Who is alive?',
  topic: 'delta-log',
  kind: 'predict',
  level: 1,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
