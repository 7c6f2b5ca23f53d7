import { expect, it } from 'vitest'
import { countUnlessWhole, drawUnlessWhole } from '../../../scripts/draw.ts'
import { startNodeDatabase } from '../../../scripts/node-database.ts'
import { Rng } from '../../base/rng.ts'
import { checkQuery } from './check-query.ts'
import { loadDataSet } from './load-data-set.ts'
import { PAY } from './test-task.ts'

/** Whatever reader is right about where a text ends: what is let through changes nothing. */

const database = await startNodeDatabase()

const PIECES = [
  ...[
    ' AS a',
    '$$',
    '$x$',
    "'",
    "'",
    "''",
    "e'",
    "1_0e'",
    "U&'",
    '\\',
    "\\'",
    '"',
    '`',
    ';',
    ';',
    '--',
    '\n',
    '/*',
    '*/',
  ],
  ...[' DROP TABLE dept', ' CREATE TABLE mine (a INTEGER)', ' FROM emp', 'é', ' ', ',', '1', '(', ')'],
]

function createSoup(rng: Rng): string {
  const pieces = Array.from({ length: 1 + rng.nextBelow(9) }, () => PIECES[rng.nextBelow(PIECES.length)] as string)
  return `SELECT 1${pieces.join('')}`
}

/** The names of all tables that are there. */
async function listTables(): Promise<string> {
  const { rows } = await database.runQuery('SELECT table_name FROM duckdb_tables() ORDER BY 1')
  return rows.join()
}

/** How many of the texts that are run change the tables, which are put right after each; and how many run at all. */
async function countChanges(texts: readonly string[]): Promise<{ changes: string[]; runs: number }> {
  await loadDataSet(database, PAY.tables, PAY.shown)
  const before = await listTables()
  const changes: string[] = []
  let runs = 0
  for (const text of texts) {
    const hasRun = await database.runQuery(text).then(
      () => true,
      () => false,
    )
    if (hasRun) runs++
    if ((await listTables()) === before) continue
    changes.push(text)
    await database.runQuery('DROP TABLE IF EXISTS mine')
    await loadDataSet(database, PAY.tables, PAY.shown)
  }
  return { changes, runs }
}

it('texts that are let through change no table, and the same texts unchecked do, seed 7', async () => {
  const rng = new Rng(7)
  const soups = Array.from({ length: 4000 }, () => createSoup(rng))
  const passed = drawUnlessWhole(soups, 1 / 5, 'queries').flatMap((soup) => {
    const checked = checkQuery(soup, ['emp', 'dept'])
    return 'text' in checked ? [checked.text] : []
  })
  const checked = await countChanges(passed)
  expect(checked.changes).toEqual([])
  expect(checked.runs).toBeGreaterThan(countUnlessWhole(50, 1 / 5))
  // What is refused would have done it; without that the check above could not fail.
  const refused = soups.filter((soup) => /DROP|CREATE/.test(soup) && /[;]/.test(soup))
  expect((await countChanges(refused)).changes.length).toBeGreaterThan(5)
}, 120_000)
