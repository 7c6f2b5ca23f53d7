import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'lk-02',
  title: 'How far back must the speed view reach?',
  topic: 'lambda-kappa',
  kind: 'number',
  level: 2,
  minutes: 3,
  load: async () => (await import('./challenge.ts')).challenge,
}
