import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Runs = readonly (readonly number[])[]

export const examples: readonly CodeCase[] = [
  { name: 'three runs', args: [[[1, 4], [2], [3]]] },
  { name: 'a run without rows', args: [[[7, 8], []]] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (count: number, most: number): Runs => Array.from({ length: count }, () => randomRun(most, rng))
  return [
    { name: 'no runs', args: [[]] },
    { name: 'runs without rows', args: [[[], [], []]] },
    { name: 'one run', args: [[[1, 2, 3, 4, 5]]] },
    { name: 'one run and empty ones around it', args: [[[], [3, 5, 9], []]] },
    {
      name: 'runs that follow each other',
      args: [
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8],
        ],
      ],
    },
    {
      name: 'runs that follow each other, the last one first',
      args: [
        [
          [7, 8],
          [4, 5, 6],
          [1, 2, 3],
        ],
      ],
    },
    {
      name: 'a row 0 in the middle of a run',
      args: [
        [
          [-3, 0, 2, 4],
          [-1, 1, 3],
        ],
      ],
    },
    {
      name: 'a run that begins with 0',
      args: [
        [
          [0, 1],
          [2, 3],
        ],
      ],
    },
    { name: 'nothing but zeros', args: [[[0, 0], [0]]] },
    { name: 'one row in all runs', args: [[[5, 5], [5], [5, 5, 5]]] },
    { name: 'a short run beside a long one', args: [[[4], Array.from({ length: 30 }, (_, i) => i)]] },
    {
      name: 'rows of many digits',
      args: [
        [
          [-10, 9, 100],
          [-9, 10, 11],
        ],
      ],
    },
    { name: 'forty runs of one row', args: [Array.from({ length: 40 }, () => [rng.nextBelow(100)])] },
    ...[2, 3, 7, 20].map((count) => ({ name: `${count} runs at random`, args: [random(count, 12)] })),
  ]
}

function randomRun(most: number, rng: Rng): readonly number[] {
  const rows = Array.from({ length: rng.nextBelow(most + 1) }, () => rng.nextBelow(30) - 15)
  return rows.sort((a, b) => a - b)
}

/** Before its first row a merge has seen one of each run that has any, and it never needs more. */
export function expectMeasured(args: readonly Value[]): Expected {
  const [runs] = args as readonly [Runs]
  const peak = runs.filter(({ length }) => length > 0).length
  return { value: { rows: runs.flat().sort((a, b) => a - b), peak } }
}

/** Runs of whole numbers in rising order. */
export function isAllowed(args: readonly Value[]): boolean {
  const [runs, ...more] = args
  if (more.length > 0 || !Array.isArray(runs)) return false
  return (runs as readonly Value[]).every((run) => {
    if (!Array.isArray(run) || !run.every((row) => Number.isSafeInteger(row))) return false
    const rows = run as readonly number[]
    return rows.every((row, i) => i === 0 || (rows[i - 1] ?? row) <= row)
  })
}
