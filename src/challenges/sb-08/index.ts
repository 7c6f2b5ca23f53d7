import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-08',
  title: 'A merge with few buffers',
  topic: 'seed-bugs',
  kind: 'code',
  level: 2,
  minutes: 20,
  load: async () => (await import('./challenge.ts')).challenge,
}
