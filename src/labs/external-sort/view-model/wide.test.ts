import { expect, test } from 'vitest'
import { SortEvent } from '../../../engine/sort/events.ts'
import { outcomeOf } from '../outcome.ts'
import { runLab, type LabRun } from '../test-lab-run.ts'
import { barStepOf, layoutStage } from '../view-model.ts'
import type { Params } from '../../../player/lab.ts'
import type { KeyBox, RowView } from './types.ts'

/** The stage of a window of 2560 × 1440, and of one of 1440 × 900. */
const WIDE = [1824, 1128, false] as const
const USUAL = [808, 584, false] as const

/** The position right after the n-th record that is emitted. */
function emitted(run: LabRun, n: number): number {
  const seq = run.log.nth(SortEvent.emit, n)
  if (seq === undefined) throw new RangeError(`fewer than ${n} records`)
  return seq
}

function rightOf(boxes: readonly { readonly x: number; readonly width: number }[]): number {
  return Math.max(...boxes.map(({ x, width }) => x + width))
}

test('before runs are made the slots of each begin beside its name', () => {
  const moment = runLab({}).momentAt(0)
  for (const { rows } of [layoutStage(moment, ...WIDE), layoutStage(moment, ...USUAL)]) {
    expect(rows).toHaveLength(8)
    for (const { bars, expected } of rows) {
      const first = bars.origin + bars.step * (expected - 1)
      expect(first).toBeGreaterThan(30)
      expect(first).toBeLessThan(70)
    }
  }
})

test.each(['loser-tree', 'binary-heap'])(
  'a %s takes more room where there is more, and its outcome stays by it',
  (structure) => {
    const run = runLab({ structure })
    const moment = run.momentAt(emitted(run, 60))
    const wide = layoutStage(moment, ...WIDE)
    const usual = layoutStage(moment, ...USUAL)
    if (wide.scene.kind !== 'merge' || usual.scene.kind !== 'merge') throw new Error('no merge')
    expect(rightOf(wide.scene.tree.boxes)).toBeGreaterThan(rightOf(usual.scene.tree.boxes) * 1.5)
    const pitch = (rows: typeof wide.rows): number => (rows[1]?.y ?? 0) - (rows[0]?.y ?? 0)
    expect(pitch(usual.rows)).toBeLessThan(46)
    expect(pitch(wide.rows)).toBe(72)
    const outcome = wide.texts.find(({ text }) => text === outcomeOf(moment))
    expect(outcome?.x).toBeLessThanOrEqual(rightOf(wide.scene.tree.boxes))
    expect(outcome?.y).toBeLessThan((wide.rows.at(-1)?.y ?? 0) + 60)
  },
)

/** A half of a comparison in the same two windows. */
const WIDE_HALF = [912, 862, true] as const
const USUAL_HALF = [404, 427, true] as const

test.each(['loser-tree', 'binary-heap'])('half a stage with a %s takes more room where there is more', (structure) => {
  const run = runLab({ structure })
  const moment = run.momentAt(emitted(run, 60))
  const [wide, usual] = [layoutStage(moment, ...WIDE_HALF), layoutStage(moment, ...USUAL_HALF)]
  if (wide.scene.kind !== 'merge' || usual.scene.kind !== 'merge') throw new Error('no merge')
  expect(rightOf(wide.scene.tree.boxes)).toBeGreaterThan(700)
  expect(rightOf(wide.scene.tree.boxes)).toBeLessThan(912)
  expect(rightOf(usual.scene.tree.boxes)).toBeLessThan(404)
  const barsOf = ({ rows: [row] }: typeof wide): number => row?.bars.width ?? 0
  expect(barsOf(wide)).toBeGreaterThan(2 * barsOf(usual))
  expect(wide.output.box.height).toBeGreaterThan(1.5 * usual.output.box.height)
})

/** Where the place of the last record of a memory-full lies in a row. */
function beginningOf(row: RowView | undefined): number {
  return row === undefined ? NaN : row.bars.origin + row.bars.step * (row.length - 1)
}

test.each([USUAL_HALF, [494, 427, true] as const])('two halves of %d × %d px draw a record as wide', (...half) => {
  const [width, height] = half
  const others: Params[] = [{ structure: 'binary-heap' }, { memory: 24, fanIn: 5 }, { fanIn: 2 }]
  const trunk = runLab({})
  const left = trunk.momentAt(emitted(trunk, 60))
  for (const params of others) {
    const fork = runLab(params)
    const right = fork.momentAt(emitted(fork, 60))
    const [ours, theirs] = [left, right].map((moment, i) => {
      return layoutStage(moment, ...half, barStepOf(i === 0 ? right : left, width, height)).rows[0]
    })
    expect(Math.abs(beginningOf(ours) - beginningOf(theirs))).toBeLessThan(1.5)
    expect(ours?.bars.step).toBe(theirs?.bars.step)
    expect(ours?.bars.width).toBe(theirs?.bars.width)
    expect(-(ours?.bars.step ?? 0)).toBeCloseTo(
      Math.min(...[left, right].map((one) => barStepOf(one, width, height) ?? 0)),
    )
  }
  expect(barStepOf(left, width, height)).toBeGreaterThanOrEqual(3)
})

test('half a stage with a heap has room for bars as wide as one with a tree, and its boxes stand apart', () => {
  const run = runLab({ structure: 'binary-heap' })
  const moment = run.momentAt(emitted(run, 60))
  const { rows, scene } = layoutStage(moment, ...USUAL_HALF)
  expect(rows[0]?.bars.step).toBe(-3.1)
  const boxes = scene.kind === 'merge' ? scene.tree.boxes : []
  expect(boxes).toHaveLength(8)
  const lie = (a: KeyBox, b: KeyBox): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height + 3 && b.y < a.y + a.height + 3
  for (const [i, box] of boxes.entries()) expect(boxes.slice(i + 1).filter((other) => lie(box, other))).toEqual([])
})

test('a run of replacement selection has its name beside its bars, one of memory-fulls at the beginning of its row', () => {
  const selected = runLab({ formation: 'replacement-selection' })
  for (const n of [10, 60, 130]) {
    const { rows } = layoutStage(selected.momentAt(emitted(selected, n)), ...USUAL)
    expect(rows.length).toBeGreaterThan(0)
    for (const { nameX, bars, length, label } of rows) {
      const first = bars.origin + bars.step * (Math.max(1, length) - 1)
      expect(first - nameX, `${label} with ${length} records`).toBeGreaterThan(30)
      expect(first - nameX, `${label} with ${length} records`).toBeLessThan(60)
    }
  }
  const filled = layoutStage(runLab().momentAt(700), ...USUAL)
  expect(filled.rows.map(({ nameX }) => nameX)).toEqual(filled.rows.map(() => 0))
})

test.each([
  ['loser-tree', 8, 'At most 3 comparisons a record one in each match on the path'],
  ['loser-tree', 5, 'At most 3 comparisons a record one in each match on the path'],
  ['binary-heap', 8, 'At most 5 comparisons a record both children at each level'],
  ['binary-heap', 5, 'At most 4 comparisons a record both children at each level'],
])('half a stage says under a %s of %d runs what a record costs', (structure, fanIn, words) => {
  const run = runLab({ structure, fanIn, records: 40 * fanIn })
  const saidAt = (position: number, ...size: readonly [number, number, boolean]): readonly string[] =>
    layoutStage(run.momentAt(position), ...size).texts.map(({ lead = '', text }) => `${lead} ${text}`.trim())
  const begun = emitted(run, 1)
  for (let position = begun; position < begun + 30; position++) expect(saidAt(position, ...USUAL_HALF)).toContain(words)
  // A low half keeps its rows, a whole stage its theory.
  const others: (readonly [number, number, boolean])[] = [[404, 300, true], USUAL]
  for (const size of others) expect(saidAt(begun, ...size).filter((text) => text.includes('At most'))).toEqual([])
})
