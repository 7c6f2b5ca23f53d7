import { expect, it } from 'vitest'
import { compact } from './delta-bins.ts'

it('fills bins from the smallest file on and drops those of one file', () => {
  const sizes = [100, 200, 300, 400, 500, 900, 1100]
  expect(compact(sizes, 1024, 1024)).toEqual({ bins: [[100, 200, 300, 400]], filesLeft: 4 })
  expect(compact(sizes.toReversed(), 1024, 1024)).toEqual({ bins: [[100, 200, 300, 400]], filesLeft: 4 })
})

it('lets large files be, and does nothing the second time', () => {
  expect(compact([1024, 1100], 1024, 1024)).toEqual({ bins: [], filesLeft: 2 })
  expect(compact([1000, 500, 900, 1100], 1024, 1024)).toEqual({ bins: [], filesLeft: 4 })
})

it('never writes more than a file should hold', () => {
  for (let step = 1; step < 40; step++) {
    const sizes = Array.from({ length: 30 }, (_, i) => ((i * step * 37) % 1000) + 1)
    const { bins, filesLeft } = compact(sizes, 1024, 1024)
    for (const bin of bins) expect(bin.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1024)
    expect(bins.every((bin) => bin.length > 1)).toBe(true)
    expect(filesLeft).toBe(30 - bins.flat().length + bins.length)
  }
})
