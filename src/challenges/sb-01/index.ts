import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-01',
  title: 'Version zero',
  topic: 'seed-bugs',
  kind: 'debug',
  level: 1,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
