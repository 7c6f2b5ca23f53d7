import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'xs-02',
  title: 'One buffer too few',
  topic: 'external-sort',
  kind: 'number',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
