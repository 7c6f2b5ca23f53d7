import { describe, expect, it, test } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { SORT_EVENT_KINDS, SortEvent } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import { Log } from '../../engine/trace/log.ts'
import type { Moment } from '../../player/lab.ts'
import { barsSpan, isDense } from '../../viz/bars.ts'
import { runLab, variedRuns, type LabRun } from './test-lab-run.ts'
import { layoutStage } from './view-model.ts'
import { describeMark, listMarks, runOfMark } from './view-model/marks.ts'
import { currentStep, productOf, runNumbered } from './view-model/read.ts'
import { boxesOverlap, textBox } from './view-model/text.ts'
import type { Box, KeyBox, RowView, StageText, StageView } from './view-model/types.ts'

type Size = readonly [width: number, height: number, compact: boolean]

const SIZES: readonly Size[] = [
  [808, 584, false],
  [1040, 760, false],
  [736, 452, false],
  [390, 424, false],
  [342, 500, false],
  [340, 420, false],
  [404, 400, true],
]

/** Runs at the edges of what the stage must draw, besides the varied ones. */
const EDGES: readonly (readonly [string, () => LabRun])[] = [
  ['one record', () => runLab({ records: 1 })],
  ['a last page of one', () => runLab({ records: 41 })],
  [
    'all keys equal',
    () => runLab({ records: 60, memory: 12, page: 2, fanIn: 5, shape: 'given', values: new Array<number>(60).fill(4) }),
  ],
  ['9 runs', () => runLab({ records: 216, memory: 24, page: 2, fanIn: 9 })],
  ['13 runs', () => runLab({ records: 364, memory: 28, page: 2, fanIn: 13 })],
  ['30 runs', () => runLab({ records: 1050, memory: 35, page: 1, fanIn: 30 })],
  ['64 runs', () => runLab({ records: 4160, memory: 65, page: 1, fanIn: 64 })],
  ['64 runs in a heap', () => runLab({ records: 4160, memory: 65, page: 1, fanIn: 64, structure: 'binary-heap' })],
  ['10,000 records', () => runLab({ records: 10_000, memory: 800, page: 16, fanIn: 20 })],
]

const RUNS = [...drawUnlessWhole(variedRuns(), 1 / 4, 'pictures'), ...drawUnlessWhole(EDGES, 2 / 3, 'edges')]

/** The start, the end, every phase change and some moments between. */
function positionsOf(run: LabRun, count: number): number[] {
  const { length } = run.log
  const even = Array.from({ length: count }, (_, i) => Math.floor((i * length) / count))
  return [...new Set([...even, 1, 2, length - 1, length].filter((position) => position >= 0 && position <= length))]
}

function view(moment: Moment<SortState>, [width, height, compact]: Size): StageView {
  return layoutStage(moment, width, height, compact)
}

function boxesOf({ scene }: StageView): readonly KeyBox[] {
  return scene.kind === 'merge' ? [...scene.heads, ...scene.tree.boxes] : []
}

function labelsOf(picture: StageView): readonly StageText[] {
  return [...picture.texts, ...boxesOf(picture).flatMap((box) => box.text ?? [])]
}

function rowBox(row: RowView): Box {
  const [left, right] = barsSpan(row.bars, 0, Math.max(1, row.expected))
  const top = row.y + row.bars.base - row.bars.high
  return { x: row.x + Math.min(0, left), y: top, width: right - Math.min(0, left), height: row.bars.base + row.y - top }
}

function isInside(box: Box, [width, height]: Size): boolean {
  return box.x >= -0.6 && box.y >= -0.6 && box.x + box.width <= width + 0.6 && box.y + box.height <= height + 0.6
}

interface Drawn {
  readonly moment: Moment<SortState>
  readonly size: Size
  readonly picture: StageView
  readonly where: string
}

/** Every picture of a run that the tests look at. */
function drawAll(run: LabRun): Drawn[] {
  return positionsOf(run, 9).flatMap((position) => {
    const moment = run.momentAt(position)
    return SIZES.map((size): Drawn => {
      return { moment, size, picture: view(moment, size), where: `at ${position} in ${size.join(' × ')}` }
    })
  })
}

describe.each(RUNS)('%s', (_, run) => {
  let drawn: readonly Drawn[] | undefined
  const pictures = (): readonly Drawn[] => (drawn ??= drawAll(run()))
  const large = (): readonly Drawn[] => pictures().filter(({ size }) => size[0] === 1040)

  it('stays inside the area, and no text covers another', { timeout: 60_000 }, () => {
    for (const { picture, size, where } of pictures()) {
      const boxes = [
        ...boxesOf(picture),
        ...picture.rows.map(rowBox),
        picture.output.box,
        ...labelsOf(picture).map(textBox),
      ]
      expect(boxes.filter((box) => !isInside(box, size)).slice(0, 3), where).toEqual([])
      expect(
        overlapping(labelsOf(picture), textBox, (text) => text.text),
        where,
      ).toEqual([])
    }
  })

  it('keeps boxes apart, except the one of the present', () => {
    for (const { picture, moment, where } of pictures()) {
      const boxes = boxesOf(picture).filter((box) => box.state !== 'now')
      const heap = currentStep(moment.state)?.live?.heap !== undefined
      // The columns of a deep heap slide under each other sideways; rows never do.
      if (!heap)
        expect(
          overlapping(
            boxes,
            (box) => box,
            (box) => box.id,
          ),
          where,
        ).toEqual([])
    }
  })

  it('draws as many records as the state has', () => {
    for (const { moment, picture } of large()) {
      expectRows(moment.state, picture)
      expectOutput(moment, picture)
      expectMemory(moment.state, picture)
    }
  })

  it('draws the floor at the record emitted last, which no head is below', () => {
    for (const { moment, picture } of large()) {
      const { output } = picture
      const product = productOf(moment, currentStep(moment.state), 0)
      if (output.floorY === undefined) continue
      const height = product.heights[product.count - 1] as number
      const value = (output.bars.base - output.floorY - output.bars.low) / (output.bars.high - output.bars.low)
      expect(value).toBeCloseTo(height, 6)
      for (const head of headsOf(moment.state)) expect(isBelow(moment, head, height)).toBe(false)
    }
  })

  it('is a pure function', () => {
    const moment = run().momentAt(Math.floor(run().log.length / 2))
    for (const size of SIZES) expect(view(moment, size)).toEqual(view(moment, size))
  })

  it('names every mark in words', () => {
    const moment = run().momentAt(Math.floor(run().log.length * 0.7))
    const marks = listMarks(moment, view(moment, SIZES[0] as Size))
    expect(marks.length).toBeGreaterThan(0)
    expect(new Set(marks.map((mark) => mark.key)).size).toBe(marks.length)
    for (const mark of marks) expect(describeMark(moment, mark.mark), mark.mark).not.toBe('')
    for (const mark of marks.filter(({ mark }) => mark.startsWith('run-'))) {
      expect(runOfMark(moment.state, mark.mark)).toBe(Number(mark.mark.slice(4)))
    }
  })
})

function overlapping<T>(list: readonly T[], boxOf: (item: T) => Box, nameOf: (item: T) => string): string[] {
  const boxes = list.map(boxOf)
  const found: string[] = []
  list.forEach((item, i) => {
    for (let j = i + 1; j < list.length; j++) {
      if (boxesOverlap(boxes[i] as Box, boxes[j] as Box)) found.push(`${nameOf(item)} | ${nameOf(list[j] as T)}`)
    }
  })
  return found.slice(0, 3)
}

function expectRows(state: SortState, picture: StageView): void {
  const step = currentStep(state)
  if (step === undefined) {
    const length = picture.rows.reduce((sum, row) => sum + row.length, 0)
    const spilled = [...state.waiting, ...state.runs.filter((run) => !run.sealed).map((run) => run.number)]
    expect(length).toBe(spilled.reduce((sum, number) => sum + (runNumbered(state, number)?.length ?? 0), 0))
    return
  }
  for (const input of step.inputs) {
    const row = picture.rows.find((candidate) => candidate.run === input.run)
    expect(row).toMatchObject({ cursor: input.cursor, loaded: input.loaded, length: input.length })
  }
}

function expectOutput(moment: Moment<SortState>, picture: StageView): void {
  const { output } = picture
  if (isDense(output.bars)) return
  const drawn = output.groups.reduce((sum, group) => sum + group.bars.length / 4, 0)
  const product = productOf(moment, currentStep(moment.state), 0)
  expect(drawn + (output.risen === undefined ? 0 : 1)).toBe(product.count)
}

function expectMemory(state: SortState, { scene }: StageView): void {
  if (scene.kind !== 'form' || isDense(scene.slots.bars)) return
  const drawn = scene.slots.groups.reduce((sum, group) => sum + group.bars.length / 4, 0)
  const { selection } = state
  if (selection === undefined) {
    expect(drawn + (scene.slots.arrived === undefined ? 0 : scene.slots.arrived.bars.length / 4)).toBe(
      state.filled - state.spilled,
    )
    return
  }
  const tagged = Array.from({ length: selection.heap.size }, (_, i) =>
    selection.tags.has(selection.heap.items[i] as number),
  )
  expect(drawn).toBe(tagged.filter(Boolean).length + selection.incoming.length + state.out.length)
}

function headsOf(state: SortState): number[] {
  return (currentStep(state)?.inputs ?? []).flatMap((input) => {
    const run = runNumbered(state, input.run)
    if (run === undefined || input.cursor >= input.length) return []
    return [state.header.heights[state.runRecords.get(run.start + input.cursor)] as number]
  })
}

function isBelow({ params }: Moment<SortState>, head: number, floor: number): boolean {
  return params['direction'] === 'desc' ? head > floor : head < floor
}

describe('a merge of eight runs', () => {
  const run = runLab()
  const merging = Math.floor(run.log.length * 0.7)

  it('lights the way of the record that climbs, and says what came of it under the box', () => {
    const at = Array.from({ length: 12 }, (_, i) => merging + i).find(
      (position) => run.momentAt(position).event?.kind === 1,
    ) as number
    const picture = view(run.momentAt(at), SIZES[0] as Size)
    if (picture.scene.kind !== 'merge') throw new Error('no merge is drawn')
    expect(picture.scene.tree.nowWires).not.toBe('')
    expect(boxesOf(picture).filter((box) => box.state === 'now').length).toBeGreaterThan(0)
    expect(picture.texts.filter((text) => text.tone === 'now').map((text) => text.text)).toContainEqual(
      expect.stringMatching(/beats|ties/) as string,
    )
  })

  it('stands where the design drew it', () => {
    const picture = view(run.momentAt(merging), [808, 584, false])
    expect(picture.rows.map((row) => [row.x, row.y])).toEqual(Array.from({ length: 8 }, (_, i) => [24, 62 + 38 * i]))
    expect(picture.rows[0]?.bars).toMatchObject({ origin: 276, step: -6, base: 12 })
    expect(picture.output.bars).toMatchObject({ origin: 24, step: 2, base: 562, high: 130 })
    if (picture.scene.kind !== 'merge') throw new Error('no merge is drawn')
    expect(picture.scene.heads[0]).toMatchObject({ x: 326, y: 51, width: 48, height: 22 })
    expect(picture.scene.tree.boxes.map((box) => box.x)).toEqual([421, 421, 521, 421, 421, 521, 621, 702])
    expect(picture.scene.rules).toEqual([358, 402])
  })
})

describe('before the first event', () => {
  it('shows the file, an empty memory, runs to come, and what to do', () => {
    const run = runLab()
    const picture = view(run.momentAt(0), SIZES[0] as Size)
    expect(picture.rows.map((row) => [row.run, row.length, row.expected])).toEqual(
      Array.from({ length: 8 }, (_, i) => [i + 1, 0, 40]),
    )
    const words = picture.texts.map((text) => `${text.lead ?? ''} ${text.text}`.trim())
    expect(words).toContain('Nothing has happened yet.')
    expect(words.some((text) => text.includes(run.log.length.toLocaleString('en')))).toBe(true)
  })

  it('keeps no place for a run to come while what comes is asked for', () => {
    const run = runLab({ records: 108, memory: 5, page: 1, fanIn: 4 })
    const rowsAt = (position: number, hidesFuture: boolean) =>
      view({ ...run.momentAt(position), hidesFuture }, SIZES[0] as Size).rows.length
    expect(rowsAt(5, false)).toBe(22)
    expect(rowsAt(5, true)).toBe(0)
    const sealed = run.log.nth(SortEvent.sealRun, 2) ?? 0
    expect(rowsAt(sealed, true)).toBe(2)
  })

  it('draws the line of what is to come through no text, however short the output is', () => {
    for (const [records, size] of [320, 40, 9].flatMap((records) => SIZES.map((size) => [records, size] as const))) {
      const { texts, output } = view(runLab({ records }).momentAt(0), size)
      const boxes = texts.map(textBox)
      for (const piece of output.ghost.split('M').slice(1)) {
        const [x0 = NaN, y0 = NaN, x1 = NaN, y1 = NaN] = piece.split(/[L ]/).map(Number)
        for (let share = 0; share <= 1; share += 0.01) {
          const point = { x: x0 + share * (x1 - x0), y: y0 + share * (y1 - y0), width: 0, height: 0 }
          expect(boxes.filter((box) => boxesOverlap(box, point)).length, `${records} in ${size.join(' × ')}`).toBe(0)
        }
      }
    }
    const { texts, output } = view(runLab().momentAt(0), SIZES[0] as Size)
    expect(output.ghost.split('M').length, 'at the size drawn in one piece').toBe(2)
    expect(texts.filter(({ style }) => style === 'body')).toHaveLength(2)
  })

  it('shows no run to come where a limit keeps all in memory', () => {
    const run = runLab({ limit: 20 })
    expect(view(run.momentAt(3), SIZES[0] as Size).rows).toEqual([])
    const words = view(run.momentAt(run.log.length), SIZES[0] as Size).texts.map(
      ({ lead, text }) => `${lead ?? ''} ${text}`,
    )
    expect(words).toContain('Memory 20 of 20 gone to the output')
    expect(words).toContain('No runs what is wanted fits in memory, so it is the output')
  })

  it('does not ask to play a run that wrote nothing', () => {
    const moment = { ...runLab().momentAt(0), log: new Log(SORT_EVENT_KINDS) }
    const words = view(moment, SIZES[0] as Size).texts.map((text) => `${text.lead ?? ''} ${text.text}`)
    expect(words.join()).toContain('Nothing has happened yet.')
    expect(words.join()).not.toContain('Press space')
  })
})

test('the bracket of a selection is about the page read last, which may be short', () => {
  const run = runLab({ records: 322, page: 4, formation: 'replacement-selection' })
  const reads = run.log.count(SortEvent.readPage, run.log.length)
  const last = Array.from({ length: reads }, (_, i) => run.log.nth(SortEvent.readPage, i + 1) ?? 0).findLast(
    (seq) => run.log.event(seq).a === 0,
  )
  const words = layoutStage(run.momentAt(last ?? 0), 900, 600, false).texts.map(
    ({ lead, text }) => `${lead ?? ''} ${text}`,
  )
  expect(words.join('; ')).toMatch(/page read last.*321 to 322/)
})
