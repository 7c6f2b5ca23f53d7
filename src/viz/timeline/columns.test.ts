import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnEdges, probeColumns, scanColumns } from './columns.ts'
import { sourceOf } from './test-source.ts'

const logs = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 300 })

it('every event of the window is in exactly one column', () => {
  fc.assert(
    fc.property(
      logs,
      fc.double({ min: 0, max: 80, noNaN: true }),
      fc.integer({ min: 1, max: 60 }),
      (kinds, from, columns) => {
        const to = from + columns * 3.3
        const edges = columnEdges({ from, to }, columns, 0, kinds.length)
        const counts = scanColumns(sourceOf(kinds), [0, 1, 2, 3, 4], edges)
        const inside = kinds.filter((_, index) => index >= from && index < Math.ceil(to))
        expect(counts.flatMap((row) => [...row]).reduce((sum, n) => sum + n, 0)).toBe(inside.length)
      },
    ),
  )
})

it('reading every event and asking the index give the same counts', () => {
  fc.assert(
    fc.property(logs, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 50 }), (kinds, from, columns) => {
      const edges = columnEdges({ from, to: from + 200 }, columns, 0, kinds.length)
      const source = sourceOf(kinds)
      expect(probeColumns(source, [3, 1, 4], edges)).toEqual(scanColumns(source, [3, 1, 4], edges))
    }),
  )
})

it('far out, columns begin where the index counts without reading, half a pixel off at most', () => {
  const window = { from: 1_234_567, to: 1_534_567 }
  const edges = columnEdges(window, 1128, 0, 10_000_000)
  const step = (window.to - window.from) / 1128
  expect([edges[0], edges[1128]]).toEqual([window.from, window.to])
  const inner = [...edges].slice(1, -1)
  expect(inner.filter((edge) => edge % 256 !== 0)).toEqual([])
  const offPx = inner.map((edge, i) => Math.abs(edge - (window.from + (i + 1) * step)) / step)
  expect(Math.max(...offPx)).toBeLessThanOrEqual(0.5)
})

it('leaves out what comes before the first event asked for', () => {
  const edges = columnEdges({ from: 0, to: 10 }, 5, 6, 10)
  expect([...edges]).toEqual([6, 6, 6, 6, 8, 10])
})
