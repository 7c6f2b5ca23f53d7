import type { LabEntry } from '../../player/lab.ts'
import { CLAIMS } from './claims.ts'
import { FIRST_RUN } from './defaults.ts'
import { Miniature } from './Miniature.tsx'

/** What the catalogue and the lab itself both say of it; the catalogue adds how it is loaded. */
export const ABOUT: Omit<LabEntry, 'load' | 'loadOwnData'> = {
  id: 'external-sort',
  place: 1,
  title: 'External sort',
  summary: 'Runs, spill, k-way merge',
  loadModels: async () => (await import('./models.ts')).MODELS,
  scenarios: CLAIMS,
  firstRun: FIRST_RUN,
  Miniature,
  own: { noun: 'file', words: 'csv ndjson parquet my data sort' },
}
