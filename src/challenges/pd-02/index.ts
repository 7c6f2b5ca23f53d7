import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'pd-02',
  title: 'Which files survive?',
  topic: 'pushdown',
  kind: 'predict',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
