import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sq-06',
  title: 'Revenue by the tier of that day',
  topic: 'sql',
  kind: 'sql',
  level: 2,
  minutes: 12,
  load: async () => (await import('./challenge.ts')).challenge,
}
