import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-05',
  title: 'Make the merge stable',
  topic: 'seed-bugs',
  kind: 'debug',
  level: 2,
  minutes: 12,
  load: async () => (await import('./challenge.ts')).challenge,
}
