import type { LabEntry } from '../../player/lab.ts'
import { Miniature } from './Miniature.tsx'
import { LEAVES_OUT, MODELS } from './models.ts'
import { SCENARIOS } from './scenarios.ts'

/** External sort, as the catalogue knows it before its stage is loaded. */
export const entry: LabEntry = {
  id: 'external-sort',
  title: 'External sort',
  summary: 'Runs, spill, k-way merge',
  models: MODELS,
  leavesOut: LEAVES_OUT,
  scenarios: SCENARIOS.map(({ id, claim }) => ({ id, claim })),
  Miniature,
  load: async () => (await import('./lab.ts')).lab,
  loadOwnData: async () => (await import('./own-data/OwnDataPage.tsx')).OwnDataPage,
}
