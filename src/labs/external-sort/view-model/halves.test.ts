import { expect, test } from 'vitest'
import { runLab } from '../test-lab-run.ts'
import { layoutStage } from '../view-model.ts'
import { boxesOverlap, textBox } from './text.ts'

const HALVES = [
  [352, 250],
  [404, 400],
  [520, 560],
] as const

test('the line down to memory ends above the words over it, and what happened stands clear of the runs', () => {
  const run = runLab()
  for (const [width, height, compact] of [
    ...HALVES.map((size) => [...size, true] as const),
    [390, 424, false] as const,
  ])
    for (let position = 1; position < 400; position += 13) {
      const { scene, rows, texts } = layoutStage(run.momentAt(position), width, height, compact)
      if (scene.kind !== 'form') throw new Error('no run is made')
      const where = `${width} × ${height} at ${position}`
      const memory = texts.find(({ lead }) => lead === 'Memory')
      const [x = NaN, from = NaN, to = NaN] = (scene.file.connector.match(/[\d.]+/g) ?? []).map(Number)
      expect(memory, where).toBeDefined()
      if (memory === undefined) continue
      const line = { x, y: from, width: 1, height: to - from }
      expect(line.height, where).toBeGreaterThan(5)
      expect(boxesOverlap(textBox(memory), line), where).toBe(false)
      const [first] = rows
      const outcome = texts.find(({ style }) => style === 'strong')
      if (first === undefined || outcome === undefined) continue
      expect(first.y - outcome.y, where).toBeGreaterThan(13)
    }
})

test('the last box of a heap, alone in its column, is as high as the others', () => {
  const run = runLab({ structure: 'binary-heap' })
  const { scene } = layoutStage(run.momentAt(2244), 352, 250, true)
  if (scene.kind !== 'merge') throw new Error('no merge')
  expect(new Set(scene.tree.boxes.slice(3).map(({ height }) => height)).size).toBe(1)
})

test('a half begins where the words over it do', () => {
  const { output } = layoutStage(runLab().momentAt(2107), 352, 250, true)
  expect(output.box.x).toBe(24)
})
