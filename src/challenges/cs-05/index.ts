import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cs-05',
  title: 'Tasks from small files',
  topic: 'cost',
  kind: 'number',
  level: 3,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
