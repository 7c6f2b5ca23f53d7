import type { ChallengeEntry } from '../../practice/types.ts'

export const entry: ChallengeEntry = {
  id: 'ms-02',
  title: 'Small files per day',
  topic: 'streaming',
  kind: 'number',
  level: 1,
  minutes: 4,
  load: async () => (await import('./challenge.ts')).challenge,
}
