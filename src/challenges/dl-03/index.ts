import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'dl-03',
  title: 'Version after RESTORE',
  topic: 'delta-log',
  kind: 'number',
  level: 1,
  minutes: 2,
  load: async () => (await import('./challenge.ts')).challenge,
}
