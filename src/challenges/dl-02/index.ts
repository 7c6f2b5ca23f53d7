import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-02',
  title: 'Deletion vectors are not additive',
  topic: 'delta-log',
  kind: 'number',
  level: 2,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
