import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'lk-03',
  title: 'One answer from a batch view and a speed view',
  topic: 'lambda-kappa',
  kind: 'sql',
  level: 2,
  minutes: 10,
  load: async () => (await import('./challenge.ts')).challenge,
}
