import type { Params } from '../../player/lab.ts'

/** Values of the run that the lab opens with. */
export const DEFAULTS: Params = {
  records: 320,
  shape: 'uniform',
  memory: 40,
  page: 4,
  fanIn: 8,
  structure: 'loser-tree',
  formation: 'fill-sort-spill',
  memorySort: 'merge',
  doubleBuffering: false,
  firstPass: 'full',
  limit: 0,
  combine: false,
  direction: 'asc',
  seed: 7,
}

/** That run. */
export const FIRST_RUN = { operation: 'external-sort', params: DEFAULTS }
