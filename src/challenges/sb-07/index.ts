import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-07',
  title: 'Sort what is not a number',
  topic: 'seed-bugs',
  kind: 'debug',
  level: 2,
  minutes: 12,
  load: async () => (await import('./challenge.ts')).challenge,
}
