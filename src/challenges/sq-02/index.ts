import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sq-02',
  title: 'Second highest salary of each department',
  topic: 'sql',
  kind: 'sql',
  level: 2,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
