import { existsSync } from 'node:fs'
import path from 'node:path'
import { readDeltaTables } from '../scripts/delta-tables.ts'
import { runMutants } from '../src/engine/delta/test-mutants.ts'
import { printTable } from './table.ts'

/**
 * Damaged copies of real tables, many more than the tests take: each must give the rows of the good table or a told error.
 *
 * LAKESCOPE_BENCH_MUTANTS: how many (default 100000). LAKESCOPE_BENCH_SEED: another seed finds other damages.
 */

/** Beside the project, in which every bench runs. */
const ARCHIVE = path.resolve('..', 'shared', 'data', 'delta-tables.tar.gz')
const MUTANTS = Number(process.env['LAKESCOPE_BENCH_MUTANTS'] ?? 100_000)
const SEED = Number(process.env['LAKESCOPE_BENCH_SEED'] ?? 1)
const MOST_SHOWN = 20

async function bench(): Promise<void> {
  const start = performance.now()
  const tables = readDeltaTables(ARCHIVE)
  const open = (id: string) => tables.store(id)
  const { right, refused, wrong } = await runMutants(open, MUTANTS, SEED, () => performance.now())
  const seconds = (performance.now() - start) / 1000
  printTable([
    {
      what: `${MUTANTS.toLocaleString('en')} mutants with seed ${SEED}`,
      measured: `${right} right, ${refused} refused, ${wrong.length} wrong; ${(MUTANTS / seconds).toFixed(0)} a second`,
      against: '–',
      aim: 'none wrong',
      reached: wrong.length === 0,
    },
  ])
  for (const found of wrong.slice(0, MOST_SHOWN)) console.log(found)
}

if (existsSync(ARCHIVE)) await bench()
else console.log('The reference tables are not beside the project: there is nothing to damage.')
