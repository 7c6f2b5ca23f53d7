import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'xs-04',
  title: 'Comparisons per record',
  topic: 'external-sort',
  kind: 'number',
  level: 2,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
