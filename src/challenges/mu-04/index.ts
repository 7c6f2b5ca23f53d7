import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'mu-04',
  title: 'The order that moved',
  topic: 'merge',
  kind: 'debug',
  level: 2,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
