import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'en-04',
  title: 'Run a windowed stream by hand',
  topic: 'streaming',
  kind: 'act',
  level: 3,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
