import type { LabEntry } from '../../player/lab.ts'
import { ABOUT } from './about.ts'

/** External sort, as the catalogue knows it before its stage is loaded. */
export const entry: LabEntry = {
  ...ABOUT,
  id: 'external-sort',
  load: async () => (await import('./lab.ts')).lab,
  loadOwnData: async () => (await import('./own-data/OwnDataPage.tsx')).OwnDataPage,
}
