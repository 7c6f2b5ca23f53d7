import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'xs-03',
  title: 'Replacement selection by hand',
  topic: 'external-sort',
  kind: 'predict',
  level: 2,
  minutes: 6,
  load: async () => (await import('./challenge.ts')).challenge,
}
