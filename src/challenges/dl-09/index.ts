import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-09',
  title: 'OPTIMIZE and its neighbours',
  topic: 'delta-log',
  kind: 'decision',
  level: 2,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
