import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cs-04',
  title: 'Does spot pay?',
  topic: 'cost',
  kind: 'number',
  level: 2,
  minutes: 5,
  load: async () => (await import('./challenge.ts')).challenge,
}
