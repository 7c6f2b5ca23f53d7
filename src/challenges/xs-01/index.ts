import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'xs-01',
  title: 'Count the passes',
  topic: 'external-sort',
  kind: 'number',
  level: 1,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
