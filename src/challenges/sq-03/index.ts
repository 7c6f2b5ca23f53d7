import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sq-03',
  title: 'Longest streak of days',
  topic: 'sql',
  kind: 'sql',
  level: 2,
  minutes: 12,
  load: async () => (await import('./challenge.ts')).challenge,
}
