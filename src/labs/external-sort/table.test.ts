import { expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { runLab, telling, variedRuns, type LabRun } from './test-lab-run.ts'
import { tableOf } from './table.ts'

/** Rows whose records are not those on disk and those in memory, or are fewer than none. */
function faultsIn(name: string, run: LabRun): string[] {
  return drawUnlessWhole(telling(run), 1 / 4, name).flatMap((position) => {
    const wrong = tableOf(run.momentAt(position)).rows.filter((row) => {
      const [records, onDisk, inMemory] = row.slice(1, 4).map((cell) => Number(cell.replaceAll(',', '')))
      return records !== (onDisk ?? 0) + (inMemory ?? 0) || Math.min(onDisk ?? 0, inMemory ?? 0) < 0
    })
    return wrong.map((row) => `${position}: ${row.join(' | ')}`)
  })
}

const SMALL = { records: 90, memory: 16, page: 2, fanIn: 3 }

test.each([
  ...variedRuns(),
  ['a limit that ends merges with pages unread', () => runLab({ ...SMALL, limit: 12 })] as const,
  ['a limit behind the middle', () => runLab({ limit: 30, fanIn: 4 })] as const,
])('what a row holds is on disk or in memory, and never less than nothing: %s', (name, runOf) => {
  expect(faultsIn(name, runOf())).toEqual([])
})

test('what a limit leaves unread is on disk, as it is drawn, and is not read any more', () => {
  const { momentAt } = runLab({ ...SMALL, limit: 12 })
  const moment = momentAt(397)
  const unread = moment.state.merge?.inputs.map(({ run, length, loaded }) => [`R${run}`, length - loaded]) ?? []
  const rows = tableOf(moment).rows.filter((row) => row[4] === 'not read any more')
  expect(rows.length).toBeGreaterThan(1)
  for (const [run, records, onDisk, inMemory] of rows) {
    expect(unread).toContainEqual([run, Number(records)])
    expect([onDisk, inMemory]).toEqual([records, '0'])
  }
})
