import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-04',
  title: 'Real optimistic concurrency',
  topic: 'seed-bugs',
  kind: 'code',
  level: 3,
  minutes: 20,
  load: async () => (await import('./challenge.ts')).challenge,
}
