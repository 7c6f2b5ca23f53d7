import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cs-02',
  title: 'Blended discount',
  topic: 'cost',
  kind: 'number',
  level: 2,
  minutes: 8,
  load: async () => (await import('./challenge.ts')).challenge,
}
