import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sb-06',
  title: 'An external sort that is external',
  topic: 'seed-bugs',
  kind: 'debug',
  level: 2,
  minutes: 15,
  load: async () => (await import('./challenge.ts')).challenge,
}
