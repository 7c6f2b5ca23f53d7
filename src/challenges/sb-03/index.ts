import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-03',
  title: 'Two writers, one second',
  topic: 'seed-bugs',
  kind: 'predict',
  level: 3,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
