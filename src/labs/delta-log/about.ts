import type { LabEntry } from '../../player/lab.ts'
import { Miniature } from './Miniature.tsx'
import { CLAIMS } from './claims.ts'

/** What the catalogue and the lab itself both say of it; the catalogue adds how it is loaded. */
export const ABOUT: Omit<LabEntry, 'load' | 'loadOwnData'> = {
  id: 'delta-log',
  place: 2,
  title: 'Delta log',
  summary: 'Commits, conflicts, time travel, compaction',
  loadModels: async () => (await import('./models.ts')).MODELS,
  scenarios: CLAIMS,
  Miniature,
  own: { noun: 'table', words: 'delta folder zip tar my data', folders: /\.(zip|tar|tgz|tar\.gz)$/i },
}
