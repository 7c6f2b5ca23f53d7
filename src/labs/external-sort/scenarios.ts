import type { Scenario } from '../../player/lab.ts'
import { DEFAULTS } from './params.ts'

/** Each is a claim with its numbers; a test runs the engine and checks them. */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'one-pass',
    claim: 'Eight runs fit in one merge: 320 records cross the disk twice, 320 pages in all.',
    params: DEFAULTS,
    position: 0,
  },
]
