import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-08',
  title: 'Which exception first?',
  topic: 'delta-log',
  kind: 'decision',
  level: 3,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
