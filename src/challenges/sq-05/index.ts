import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'sq-05',
  title: 'The empty anti-join',
  topic: 'sql',
  kind: 'debug',
  level: 1,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
