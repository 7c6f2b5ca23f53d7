import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ds-02',
  title: 'The slow MERGE and its bill',
  topic: 'design',
  kind: 'design',
  level: 2,
  minutes: 15,
  load: async () => (await import('./challenge.ts')).challenge,
}
