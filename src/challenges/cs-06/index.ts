import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cs-06',
  title: 'Job or all-purpose, Photon or not',
  topic: 'cost',
  kind: 'number',
  level: 2,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
