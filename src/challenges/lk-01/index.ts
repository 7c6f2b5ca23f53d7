import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'lk-01',
  title: 'Catch-up time',
  topic: 'lambda-kappa',
  kind: 'number',
  level: 1,
  minutes: 3,
  load: async () => (await import('./challenge.ts')).challenge,
}
