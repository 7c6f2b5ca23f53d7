import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-02',
  title: 'The file that never comes back',
  topic: 'seed-bugs',
  kind: 'debug',
  level: 2,
  minutes: 10,
  load: async () => (await import('./challenge.ts')).challenge,
}
