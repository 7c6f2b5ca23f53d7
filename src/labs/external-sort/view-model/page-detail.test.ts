import { describe, expect, it } from 'vitest'
import { SortEvent } from '../../../engine/sort/events.ts'
import { runExternalSort } from '../../../engine/sort/external-sort.ts'
import { createSortFold } from '../../../engine/sort/fold.ts'
import { LabSink, LabSource } from '../../../engine/sort/lab-files.ts'
import { createLabKeys, labKeyType } from '../../../engine/sort/lab-input.ts'
import { MemoryRunStore } from '../../../engine/sort/memory-run-store.ts'
import type { SortHeader, SortState } from '../../../engine/sort/state.ts'
import { Log } from '../../../engine/trace/log.ts'
import { Replay } from '../../../engine/trace/replay.ts'
import { TraceWriter } from '../../../engine/trace/writer.ts'
import type { Moment } from '../../../player/lab.ts'
import { tableOf } from '../table.ts'
import { layoutStage } from '../view-model.ts'
import { whyOf } from '../why/why.ts'
import { describeMark, listMarks } from './marks.ts'
import { currentStep, productOf } from './read.ts'
import { boxesOverlap, textBox } from './text.ts'
import type { StageView } from './types.ts'

const RECORD_BYTES = 100

/** A sort as a real file's is recorded: page by page, no keys; pages of the input with so many records, all others 10. */
function runPages(inputPage = 10): {
  readonly length: number
  readonly momentAt: (position: number) => Moment<SortState>
} {
  const keys = createLabKeys('uniform', 2000, 3)
  const order = { direction: 'asc', nulls: 'first' } as const
  const header: SortHeader = {
    detail: 'page',
    records: 0,
    heights: new Float32Array(0),
    labels: [],
    prefixHigh: new Uint32Array(0),
    prefixLow: new Uint32Array(0),
    memory: 400 * RECORD_BYTES,
    page: 10 * RECORD_BYTES,
    fanIn: 5,
    structure: 'loser-tree',
    formation: 'fill-sort-spill',
    memorySort: 'merge',
    doubleBuffering: false,
  }
  const trace = new TraceWriter()
  const sort = runExternalSort(
    new LabSource(keys, inputPage, order),
    new LabSink(),
    new MemoryRunStore(),
    {
      keys: [{ column: 0, type: labKeyType(keys), ...order }],
      memoryBytes: 0,
      pageBytes: 0,
      memoryRecords: 400,
      pageRecords: 10,
      fanIn: 5,
      formation: 'fill-sort-spill',
      memorySort: 'merge',
      structure: 'loser-tree',
      doubleBuffering: false,
      firstPass: 'full',
      detail: 'page',
    },
    trace,
  )
  while (sort.next().done !== true) continue
  const fold = createSortFold(header)
  const log = new Log(fold.kinds)
  for (const chunk of trace.takeChunks()) log.append(chunk)
  const replay = new Replay(log, fold)
  const momentAt = (position: number): Moment<SortState> => ({
    log,
    params: {},
    position,
    event: position === 0 ? undefined : log.event(position),
    before: replay.stateAt(Math.max(0, position - 1)),
    state: replay.stateAt(position),
  })
  return { length: log.length, momentAt }
}

describe('page detail', () => {
  const run = runPages()
  const positions = positionsOf(run)

  it('draws one bar a page, and never a key', () => {
    for (const position of positions) {
      const moment = run.momentAt(position)
      const picture = layoutStage(moment, 808, 584, false)
      for (const row of picture.rows) {
        expect(row.heights).toHaveLength(moment.state.runs.tryGet(row.run - 1)?.pages ?? -1)
        expect(row.cursor).toBeLessThanOrEqual(row.loaded)
        expect(row.loaded).toBeLessThanOrEqual(row.length)
      }
      if (picture.scene.kind !== 'merge') continue
      for (const head of picture.scene.heads) expect(head.text?.text ?? '').toMatch(/^(p\d+|∞|)$/)
    }
  })

  it.each([
    [808, 584],
    [342, 500],
    [340, 420],
  ])('keeps its texts apart and inside %i × %i', (width, height) => {
    for (const position of positions) {
      const texts = textsOf(layoutStage(run.momentAt(position), width, height, false)).map(textBox)
      for (const [i, box] of texts.entries()) {
        expect(box.x).toBeGreaterThanOrEqual(-0.5)
        expect(box.x + box.width).toBeLessThanOrEqual(width + 0.5)
        expect(texts.slice(i + 1).filter((other) => boxesOverlap(box, other))).toEqual([])
      }
    }
  })

  it('says what its bars are as high as, of the value or of the order, and only where the key has a name', () => {
    const end = run.momentAt(run.length)
    const words = (state: SortState, keys: readonly string[]): readonly string[] =>
      textsOf(layoutStage({ ...end, state, params: { keys } }, 808, 584, false)).map(({ text }) => text)
    const key = ['amount', 'auto', 'asc', 'first']
    expect(words({ ...end.state, heightsOf: 'value' }, key)).toContain('height = value of amount')
    expect(words(end.state, key)).toContain('height = order of amount’s first 8 bytes that differ')
    expect(words(end.state, [...key, ...key])).toContain('height = order of the keys’ first 8 bytes that differ')
    expect(words(end.state, []).join()).not.toContain('height')
  })

  it('ends with every page written and every run empty', () => {
    const picture = layoutStage(run.momentAt(run.length), 808, 584, false)
    expect(picture.rows.map((row) => row.length - row.cursor)).toEqual([0, 0, 0, 0, 0])
    expect(picture.summary).toBe('External sort, done: 200 pages in order.')
  })

  it('counts towards the pages that the output and the runs will have, which are not those of the input', () => {
    const run = runPages(8)
    const end = run.momentAt(run.length)
    const { inputPagesRead, pagesWritten } = end.state.counts
    expect([inputPagesRead, pagesWritten]).toEqual([250, 200])
    for (const position of positionsOf(run)) {
      const moment = run.momentAt(position)
      const step = currentStep(moment.state)
      const product = productOf(moment, step, 0)
      const merged = end.state.runs.find(({ number }) => number === step?.target)
      expect(product.total, `event ${position}`).toBe(
        step?.target === 0 ? pagesWritten : (merged?.pages ?? pagesWritten),
      )
      expect(product.isGuessed).toBe(false)
    }
    expect(textsOf(layoutStage(run.momentAt(0), 400, 300, true)).map(({ text }) => text)).toContain(
      `${pagesWritten} to write`,
    )
  })

  it('says no number of pages while the log has not come to their end', () => {
    const cut = Math.floor(run.length * 0.9)
    const { log } = run.momentAt(0)
    for (const position of positions.filter((one) => one <= cut)) {
      const moment = { ...run.momentAt(position), log: log.prefix(cut) }
      const picture = layoutStage(moment, 808, 584, false)
      const product = productOf(moment, currentStep(moment.state), 0)
      const made = textsOf(picture).filter(({ lead }) => lead !== 'The file')
      const words = [picture.summary, ...made.map(({ lead, text }) => `${lead ?? ''} ${text}`)].join('\n')
      if (product.isGuessed) expect(words).not.toMatch(/\d of \d+ pages/)
      // In equal records the guess is right from the first page on.
      if (product.isGuessed && product.count > 0) expect(product.total).toBe(200)
    }
    expect(productOf({ ...run.momentAt(cut), log: log.prefix(cut) }, undefined, 0).isGuessed).toBe(true)
  })

  it('draws of the file the share that is read: by its size, and by what the log tells once it is made into runs', () => {
    const params = { file: 'people.csv', format: 'csv', sizeBytes: 2000 * RECORD_BYTES }
    const formed = run.momentAt(0).log.nth(SortEvent.mergeStep, 1) ?? 0
    const shareAt = (moment: Moment<SortState>): readonly [number, string] => {
      const { scene, texts } = layoutStage({ ...moment, params }, 808, 584, false)
      if (scene.kind !== 'form') throw new Error('not making runs')
      const right = Math.max(
        ...scene.file.groups.flatMap(({ bars }) =>
          [...bars].flatMap((x, i) => (i % 4 === 0 ? [x + (bars[i + 2] ?? 0)] : [])),
        ),
      )
      const axis = Number(/H([\d.]+)/.exec(scene.file.axis)?.[1])
      const { origin } = scene.file.bars
      return [(right - origin) / (axis - origin), texts.find(({ lead }) => lead === 'The file')?.text ?? '']
    }
    for (const position of positions.filter((one) => one > 10 && one < formed)) {
      const moment = run.momentAt(position)
      const read = moment.state.counts.inputPagesRead
      const [share, words] = shareAt({ ...moment, log: moment.log.prefix(position) })
      expect(share, `event ${position} as it is written`).toBeCloseTo(read / 200, 1)
      expect(words).toMatch(new RegExp(`^${read} of about 2\\d\\d pages read`))
      const [exact, told] = shareAt(moment)
      expect(exact, `event ${position} of the whole log`).toBeCloseTo(read / 200, 2)
      expect(told).toMatch(new RegExp(`^${read} of 200 pages read`))
    }
  })

  it('says before the first event that the file is looked over, not that nothing is read', () => {
    const moment = { ...run.momentAt(0), log: run.momentAt(0).log.prefix(0) }
    const words = textsOf(layoutStage(moment, 808, 584, false)).map(({ text }) => text)
    expect(words).toContain('The log has not begun.')
    expect(words).not.toContain('Nothing has happened yet.')
    const { title, paragraphs } = whyOf(moment)
    expect(title).toBe('The file is looked over first')
    expect(paragraphs.join(' ')).not.toContain('Nothing has been read')
    expect(whyOf(run.momentAt(0)).title).not.toBe(title)
  })

  it('counts in its table the records that are read, since nobody knows how many are left', () => {
    const moment = run.momentAt(200)
    expect(tableOf(moment).rows[0]?.slice(0, 2)).toEqual(['file, read so far', String(moment.state.inputRead)])
  })

  it('has a table and words for every mark', () => {
    for (const position of positions) {
      const moment = run.momentAt(position)
      expect(tableOf(moment).rows.every((row) => row.length === 5)).toBe(true)
      for (const { mark } of listMarks(moment, layoutStage(moment, 808, 584, false)))
        expect(describeMark(moment, mark)).not.toBe('')
    }
  })
})

function positionsOf({ length }: { readonly length: number }): readonly number[] {
  return Array.from({ length: 24 }, (_, i) => Math.floor((i * length) / 23))
}

function textsOf(picture: StageView) {
  const { scene } = picture
  const boxes = scene.kind === 'merge' ? [...scene.heads, ...scene.tree.boxes] : []
  return [...picture.texts, ...boxes.flatMap((box) => box.text ?? [])]
}
