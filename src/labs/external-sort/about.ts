import type { LabEntry } from '../../player/lab.ts'
import { Miniature } from './Miniature.tsx'
import { SCENARIOS } from './scenarios.ts'

/** What the catalogue and the lab itself both say of it; the catalogue adds how it is loaded. */
export const ABOUT: Omit<LabEntry, 'load' | 'loadOwnData'> = {
  id: 'external-sort',
  place: 1,
  title: 'External sort',
  summary: 'Runs, spill, k-way merge',
  loadModels: async () => (await import('./models.ts')).MODELS,
  scenarios: SCENARIOS.map(({ id, claim }) => ({ id, claim })),
  Miniature,
  own: { noun: 'file', words: 'csv ndjson parquet my data sort' },
}
