import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'cd-13',
  title: 'Log files from the oldest to the newest',
  topic: 'coding',
  kind: 'code',
  level: 1,
  minutes: 15,
  load: async () => (await import('./challenge.ts')).challenge,
}
