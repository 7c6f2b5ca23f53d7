import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ms-05',
  title: 'The batch that came twice',
  topic: 'streaming',
  kind: 'debug',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
