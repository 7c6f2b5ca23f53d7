import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'xs-05',
  title: 'What really sorts in Spark?',
  topic: 'external-sort',
  kind: 'decision',
  level: 2,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
