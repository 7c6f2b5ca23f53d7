import { describe, expect, it } from 'vitest'
import { NaiveTable } from './naive-table.ts'
import type { NaiveEntry } from './naive-table.ts'

const BASE = { timestampMs: 0, operation: 'WRITE', mode: 'append', filesRemoved: [], numRecords: 1 } as const

function entry(version: number, changes: Partial<NaiveEntry>): NaiveEntry {
  return { ...BASE, version, filesAdded: [], ...changes }
}

function tableOf(...entries: readonly NaiveEntry[]): NaiveTable {
  const table = new NaiveTable()
  for (const each of entries) table.append(each)
  return table
}

// What the printed program was seen to do, by the number of the mistake.
describe('the mistakes of the naive log', () => {
  it('D1, D3: version 0 and one beyond the newest are the newest', () => {
    const table = tableOf(
      entry(1, { filesAdded: ['a'] }),
      entry(2, { mode: 'overwrite', filesAdded: ['b'], filesRemoved: ['a'] }),
    )
    expect(table.activeFiles(table.versionOf(0))).toEqual(['b'])
    expect(table.activeFiles(table.versionOf(99))).toEqual(['b'])
    expect(table.activeFiles(table.versionOf(1))).toEqual(['a'])
  })

  it.each(['append', 'overwrite'] as const)('D4: a file that is added again does not come back, mode %s', (mode) => {
    const table = tableOf(
      entry(1, { filesAdded: ['f1'] }),
      entry(2, { mode: 'overwrite', filesAdded: ['f2'], filesRemoved: ['f1'] }),
      entry(3, { mode, operation: 'RESTORE', filesAdded: ['f1'], filesRemoved: ['f2'] }),
    )
    expect(table.activeFiles(table.versionOf(undefined))).toEqual([])
  })

  it('D5, D6: two writers of one second have one name and one version', () => {
    const table = new NaiveTable()
    const [first, second] = [table.nameFile(1_000_100), table.nameFile(1_000_900)]
    expect(first).toBe('part-00000-1000.parquet')
    expect(second).toBe(first)
    for (const name of [first, second]) {
      table.files.set(name, [[BigInt(table.counter)]])
      table.append(entry(1, { filesAdded: [name] }))
    }
    expect(table.entries.map(({ version }) => version)).toEqual([1, 1])
    expect(table.counter).toBe(2)
    expect(table.activeFiles(table.versionOf(undefined)).flatMap((name) => table.files.get(name))).toHaveLength(1)
  })

  it('D7: what an overwrite has replaced comes back with an optimize that had begun before', () => {
    const table = tableOf(
      entry(1, { filesAdded: ['one'] }),
      entry(2, { filesAdded: ['two'] }),
      entry(3, { mode: 'overwrite', filesAdded: ['nine'], filesRemoved: ['one', 'two'] }),
      entry(3, { operation: 'OPTIMIZE', filesAdded: ['one and two'], filesRemoved: ['one', 'two'] }),
    )
    expect(table.activeFiles(table.versionOf(undefined))).toEqual(['nine', 'one and two'])
  })

  it('D18: an overwrite takes away an append that it has not named', () => {
    const table = tableOf(
      entry(1, { filesAdded: ['x'] }),
      entry(2, { filesAdded: ['b'] }),
      entry(2, { mode: 'overwrite', filesAdded: ['a'], filesRemoved: ['x'] }),
    )
    expect(table.activeFiles(table.versionOf(undefined))).toEqual(['a'])
  })

  it('reads versions of a history of one writer as they were', () => {
    const table = tableOf(
      entry(1, { filesAdded: ['1'] }),
      entry(2, { mode: 'overwrite', filesAdded: ['2'], filesRemoved: ['1'] }),
      entry(3, { filesAdded: ['3'] }),
      entry(4, { operation: 'OPTIMIZE', filesAdded: ['23'], filesRemoved: ['2', '3'] }),
    )
    expect([1, 2, 3, 4].map((version) => table.activeFiles(version).join())).toEqual(['1', '2', '2,3', '23'])
  })
})
