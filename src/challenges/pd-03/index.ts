import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'pd-03',
  title: 'Pushed or not?',
  topic: 'pushdown',
  kind: 'decision',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
