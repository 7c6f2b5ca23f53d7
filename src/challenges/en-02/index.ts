import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'en-02',
  title: 'Commit against another writer by hand',
  topic: 'delta-log',
  kind: 'act',
  level: 2,
  minutes: 7,
  load: async () => (await import('./challenge.ts')).challenge,
}
