import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cs-01',
  title: '30 % busy',
  topic: 'cost',
  kind: 'number',
  level: 1,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
