import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-04',
  title: 'Skyline of reservations',
  topic: 'coding',
  kind: 'code',
  level: 3,
  minutes: 35,
  load: async () => (await import('./challenge.ts')).challenge,
}
