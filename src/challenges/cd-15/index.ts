import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-15',
  title: 'The longest rise of versions',
  topic: 'coding',
  kind: 'code',
  level: 3,
  minutes: 25,
  load: async () => (await import('./challenge.ts')).challenge,
}
