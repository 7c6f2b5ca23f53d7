import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sq-04',
  title: 'Sessions with a gap of 30 minutes',
  topic: 'sql',
  kind: 'sql',
  level: 2,
  minutes: 12,
  load: async () => (await import('./challenge.ts')).challenge,
}
