import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ds-01',
  title: 'Answers within seconds of landing',
  topic: 'design',
  kind: 'design',
  level: 3,
  minutes: 35,
  load: async () => (await import('./challenge.ts')).challenge,
}
