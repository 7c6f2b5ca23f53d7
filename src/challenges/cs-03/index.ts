import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cs-03',
  title: 'How many nodes to commit?',
  topic: 'cost',
  kind: 'number',
  level: 3,
  minutes: 10,
  load: async () => (await import('./challenge.ts')).challenge,
}
