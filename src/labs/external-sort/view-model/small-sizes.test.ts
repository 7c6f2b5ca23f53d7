import { expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../../scripts/draw.ts'
import { runLab } from '../test-lab-run.ts'
import { SCENARIOS } from '../scenarios.ts'
import { layoutStage } from '../view-model.ts'
import { layoutRowGrid } from './merge-rows.ts'
import { textBox } from './text.ts'
import type { Box } from './types.ts'

const HEIGHTS = [1, 20, 60, 110, 180, 240]
const WIDTHS = [1, 90, 280, 640, 1000]

function isInside(box: Box, width: number, height: number): boolean {
  return box.x >= -1 && box.y >= -1 && box.x + box.width <= width + 1 && box.y + box.height <= height + 1
}

const AREAS = HEIGHTS.flatMap((height) =>
  WIDTHS.flatMap((width) => [false, true].map((compact) => ({ width, height, compact }))),
)

test.each(drawUnlessWhole(SCENARIOS, 1 / 3, 'small sizes'))(
  'scenario $id is laid out in any area, however small',
  ({ params, position }) => {
    const run = runLab(params)
    for (const at of [0, position, run.log.length]) {
      for (const { width, height, compact } of AREAS) {
        const { texts, output } = layoutStage(run.momentAt(at), width, height, compact)
        const where = `${width} × ${height} at ${at}`
        expect(Object.values(output.box).every(Number.isFinite), where).toBe(true)
        if (width < 280 || height < 240) continue
        const outside = texts.map(textBox).filter((box) => !isInside(box, width, height))
        expect(outside, where).toEqual([])
      }
    }
  },
)

test('rows without room lie on one another; every run has one', () => {
  for (const room of [-100, 0, 1, 5]) {
    for (const count of [1, 8, 300]) {
      const grid = layoutRowGrid(count, { top: 50, bottom: 50 + room, mostPitch: 46 }, true)
      expect(grid.order).toHaveLength(count)
      expect(grid.pitch).toBeGreaterThan(0)
      expect(grid.perRow).toBeLessThanOrEqual(count * 2)
    }
  }
})

test('the runs of the defaults carry their names on a phone too', () => {
  const run = runLab()
  for (const at of [0, 700, 1400]) {
    const { rows, texts } = layoutStage(run.momentAt(at), 390, 380, false)
    expect(rows.map(({ label }) => label)).toEqual(Array.from({ length: 8 }, (_, i) => `R${i + 1}`))
    expect(new Set(rows.map(({ x }) => x)).size).toBe(2)
    for (const { x, bars, height } of rows) {
      expect(height).toBeGreaterThanOrEqual(12)
      expect(x + bars.origin).toBeLessThan(390 - 16)
    }
    expect(texts.length).toBeGreaterThan(0)
  }
})
