import type { LabEntry } from '../../player/lab.ts'
import { ABOUT } from './about.ts'

/** Delta log, as the catalogue knows it before its stage is loaded. */
export const entry: LabEntry = {
  ...ABOUT,
  id: 'delta-log',
  load: async () => (await import('./lab.ts')).lab,
  loadOwnData: async () => (await import('./own-table/OwnTablePage.tsx')).OwnTablePage,
}
