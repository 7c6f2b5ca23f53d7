import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { bloomBytes, expectedGroupsRead, filesToRead, sizeToRead, zOrderedFilesRead } from './pushdown.ts'

it('reads 7 of 365 days and 3 of 50 columns of a terabyte: 1.15 GB', () => {
  expect(sizeToRead(1000, { read: 7, of: 365 }, { read: 3, of: 50 })).toBeCloseTo(1.1507, 4)
})

it('is the sum over the cells that are needed', () => {
  let cells = 0
  for (let day = 0; day < 30; day++) for (let column = 0; column < 8; column++) if (day < 4 && column < 3) cells++
  expect(sizeToRead(240, { read: 4, of: 30 }, { read: 3, of: 8 })).toBeCloseTo(cells, 10)
})

describe('files by their statistics', () => {
  const types = { x: 'integer', name: 'string' } as const
  const file = (id: string, x: readonly number[], name: readonly string[]) => ({
    id,
    rows: 9,
    stats: { x: { min: x[0], max: x[1], nullCount: 0 }, name: { min: name[0], max: name[1], nullCount: 0 } },
  })

  it('keeps a file without statistics, and drops one whose column is all null', () => {
    const unknown = { id: 'unknown', rows: 9, stats: {} }
    const allNull = { id: 'null', rows: 9, stats: { x: { nullCount: 9 } } }
    expect(filesToRead('x > 5', types, [unknown, allNull])).toEqual(['unknown'])
    expect(filesToRead('x IS NULL', types, [unknown, allNull])).toEqual(['unknown', 'null'])
  })

  it('reads every file that has a row, for 300 random files (seed 5)', () => {
    const rng = new Rng(5)
    const names = ['aa', 'ab', 'abc', 'ac', 'b']
    for (let round = 0; round < 300; round++) {
      const rows = Array.from({ length: 3 }, () => ({ x: rng.nextBelow(100), name: names[rng.nextBelow(5)] ?? '' }))
      const xs = rows.map(({ x }) => x)
      const texts = rows.map(({ name }) => name).sort()
      const one = file('f', [Math.min(...xs), Math.max(...xs)], [texts[0] ?? '', texts[2] ?? ''])
      const hasRow = rows.some(({ x, name }) => x >= 40 && x <= 60 && name.startsWith('ab'))
      const read = filesToRead("x BETWEEN 40 AND 60 AND name LIKE 'ab%'", types, [one]).length > 0
      if (hasRow) expect(read).toBe(true)
      if (Math.max(...xs) < 40 || Math.min(...xs) > 60) expect(read).toBe(false)
    }
  })
})

it.each([
  [16, 2, 16, 4],
  [64, 2, 16, 8],
  [256, 2, 64, 16],
  [64, 3, 16, 16],
  [512, 3, 16, 64],
  [64, 1, 64, 1],
])('%i files in Z-order of %i columns: %s values each, %i files read', (files, columns, side, read) => {
  expect(zOrderedFilesRead(files, columns, side)).toBe(read)
})

it('100,000 values at 10.5 bits are 131,250 bytes', () => {
  expect(bloomBytes(100_000, 10.5)).toBe(131_250)
})

it('reads 10.99 of 1,000 row groups, as trials say too (seed 11)', () => {
  expect(expectedGroupsRead(1000, 1, 0.01)).toBeCloseTo(10.99, 10)
  const rng = new Rng(11)
  let read = 0
  for (let trial = 0; trial < 2000; trial++) {
    read++
    for (let group = 1; group < 1000; group++) if (rng.nextBelow(100) === 0) read++
  }
  expect(Math.abs(read / 2000 - 10.99)).toBeLessThan(0.3)
})
