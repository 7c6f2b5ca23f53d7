import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'lk-04',
  title: 'Pick the architecture',
  topic: 'lambda-kappa',
  kind: 'decision',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
