import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-12',
  title: 'Names and checkpoints',
  topic: 'delta-log',
  kind: 'number',
  level: 1,
  minutes: 3,
  load: async () => (await import('./challenge.ts')).challenge,
}
