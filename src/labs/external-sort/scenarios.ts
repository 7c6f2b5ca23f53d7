import type { Params, Scenario } from '../../player/lab.ts'
import { CLAIMS } from './claims.ts'
import { DEFAULTS } from './defaults.ts'

const NAN_VALUES: readonly (number | string)[] = [
  ...[412, 7, 'NaN', 388, 951, 64, 'NaN', 230, 705, 18, 599, 'NaN'],
  ...[846, 3, 477, 120, 662, 35, 290, 'NaN', 734, 501, 88, 915],
]

function withParams(changes: Params): Params {
  return { ...DEFAULTS, ...changes }
}

/** How each claim is shown; a test runs the engine and checks every number of them. */
const RUNS: readonly Omit<Scenario, 'claim'>[] = [
  {
    id: 'one-pass',
    params: DEFAULTS,
    position: 2107,
  },
  {
    id: 'tree-against-heap',
    params: DEFAULTS,
    position: 2107,
    fork: { name: 'merge with a binary heap', acts: [{ at: 1585, type: 'structure', value: 'binary-heap' }] },
  },
  {
    id: 'crash-and-resume',
    params: DEFAULTS,
    position: 3007,
    fork: { name: 'crash at event 2,000', acts: [{ at: 2000, type: 'crash', value: true }] },
  },
  {
    id: 'two-passes',
    params: withParams({ fanIn: 4 }),
    position: 3491,
    fork: { name: '8 runs at a time', params: DEFAULTS, acts: [] },
  },
  {
    id: 'one-run-too-many',
    params: withParams({ fanIn: 7 }),
    position: 2795,
  },
  {
    id: 'small-merge-first',
    params: withParams({ fanIn: 7, firstPass: 'optimal' }),
    position: 3130,
    fork: { name: 'full merges', params: withParams({ fanIn: 7 }), acts: [] },
  },
  {
    id: 'selection-on-random',
    params: withParams({ formation: 'replacement-selection' }),
    position: 354,
  },
  {
    id: 'selection-on-sorted',
    params: withParams({ formation: 'replacement-selection', shape: 'sorted' }),
    position: 3312,
  },
  {
    id: 'selection-on-reversed',
    params: withParams({ formation: 'replacement-selection', shape: 'reversed' }),
    position: 258,
  },
  {
    id: 'memory-halved',
    params: withParams({ memory: 20, fanIn: 4 }),
    position: 3492,
    fork: { name: 'memory 20 to 40, 8 runs at a time', params: DEFAULTS, acts: [] },
  },
  {
    id: 'stability',
    params: withParams({ shape: 'few-distinct' }),
    position: 1564,
  },
  {
    id: 'nan-last',
    params: withParams({
      shape: 'given',
      values: NAN_VALUES,
      records: NAN_VALUES.length,
      memory: 12,
      page: 2,
      fanIn: 3,
    }),
    position: 152,
  },
  {
    id: 'all-equal',
    params: withParams({
      shape: 'given',
      values: Array.from({ length: 96 }, () => 500),
      records: 96,
      memory: 24,
      page: 4,
      fanIn: 4,
    }),
    position: 383,
  },
  {
    id: 'top-n',
    params: withParams({ limit: 20 }),
    position: 190,
  },
  {
    id: 'combine',
    params: withParams({ shape: 'few-distinct', combine: true }),
    position: 1767,
  },
  {
    id: 'radix',
    params: withParams({ memorySort: 'radix' }),
    position: 11,
  },
]

export const SCENARIOS: readonly Scenario[] = RUNS.map((run) => ({ ...run, claim: claimOf(run.id) }))

function claimOf(id: string): string {
  const found = CLAIMS.find((entry) => entry.id === id)
  if (found === undefined) throw new Error(`the scenario ${id} claims nothing`)
  return found.claim
}
