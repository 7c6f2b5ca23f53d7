// @vitest-environment happy-dom
import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SortEvent } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { Moment, StageProps } from '../../player/lab.ts'
import type { FromPainter, ToPainter } from '../../viz/painting.ts'
import { runLab } from './test-lab-run.ts'
import { Miniature } from './Miniature.tsx'
import type { PackedPicture } from './stage/pack.ts'
import { Stage } from './Stage.tsx'
import { tableOf } from './table.ts'
import { layoutStage } from './view-model.ts'

const run = runLab()
const merging = Math.floor(run.log.length * 0.7)

function firstOf(kind: number, from: number): number {
  for (let position = from; position <= run.log.length; position++) {
    if (run.log.kindOf(position) === kind) return position
  }
  throw new Error('there is no such event')
}

function propsFor(moment: Moment<SortState>, more: Partial<StageProps<SortState>> = {}): StageProps<SortState> {
  return {
    moment,
    width: 808,
    height: 584,
    compact: false,
    hovered: undefined,
    selected: undefined,
    onHover: vi.fn(),
    onSelect: vi.fn(),
    jump: 100,
    ...more,
  }
}

function stage(): HTMLElement {
  return screen.getByRole('application')
}

describe('the stage', () => {
  it('says what it shows', () => {
    render(<Stage {...propsFor(run.momentAt(merging))} />)
    expect(stage().getAttribute('aria-label')).toMatch(
      /^External sort, merging 8 runs into the output with a loser tree: \d+ of 320 records written/,
    )
    expect(screen.getByText('losers kept at each match')).toBeTruthy()
  })

  it('is one stop of the tab key; arrows pass through it until a mark has the focus', () => {
    const props = propsFor(run.momentAt(merging))
    const outside = vi.fn()
    render(
      <div onKeyDown={outside}>
        <Stage {...props} />
      </div>,
    )
    act(() => stage().focus())
    fireEvent.keyDown(stage(), { key: 'ArrowRight' })
    expect(outside).toHaveBeenCalledTimes(1)
    fireEvent.keyDown(stage(), { key: 'Enter' })
    expect(outside).toHaveBeenCalledTimes(1)
    expect(props.onHover).toHaveBeenLastCalledWith('run-1')
  })

  it('goes from mark to mark by arrows, selects by Enter, is left by Escape', () => {
    const props = propsFor(run.momentAt(merging))
    const outside = vi.fn()
    render(
      <div onKeyDown={outside}>
        <Stage {...props} />
      </div>,
    )
    fireEvent.keyDown(stage(), { key: 'Enter' })
    fireEvent.keyDown(stage(), { key: 'ArrowDown' })
    expect(props.onHover).toHaveBeenLastCalledWith('run-2')
    fireEvent.keyDown(stage(), { key: 'Enter' })
    expect(props.onSelect).toHaveBeenLastCalledWith('run-2')
    fireEvent.keyDown(stage(), { key: 'Escape' })
    expect(props.onHover).toHaveBeenLastCalledWith(undefined)
    expect(outside).not.toHaveBeenCalled()
    fireEvent.keyDown(stage(), { key: 'ArrowLeft' })
    expect(outside).toHaveBeenCalledTimes(1)
  })

  it('leaves the mark that is selected with the first Escape', () => {
    const props = propsFor(run.momentAt(merging), { selected: 'run-2' })
    render(<Stage {...props} />)
    fireEvent.keyDown(stage(), { key: 'Enter' })
    expect(props.onHover).toHaveBeenLastCalledWith('run-2')
    fireEvent.keyDown(stage(), { key: 'Escape' })
    expect(props.onSelect).toHaveBeenLastCalledWith(undefined)
    expect(props.onHover).toHaveBeenLastCalledWith(undefined)
  })

  it('tells what the pointer is over, and selects it when pressed', () => {
    const props = propsFor(run.momentAt(merging))
    render(<Stage {...props} />)
    fireEvent.pointerMove(stage(), { clientX: 350, clientY: 252 })
    expect(props.onHover).toHaveBeenLastCalledWith('run-6')
    fireEvent.click(stage(), { clientX: 452, clientY: 81 })
    expect(props.onSelect).toHaveBeenLastCalledWith('node-4')
    fireEvent.pointerLeave(stage())
    expect(props.onHover).toHaveBeenLastCalledWith(undefined)
  })

  it('lights the noun that is pointed at, dims the others, and says its numbers', () => {
    const { container } = render(<Stage {...propsFor(run.momentAt(merging), { hovered: 'run-6' })} />)
    const rows = [...container.querySelectorAll('.es-row')]
    expect(rows.map((row) => row.hasAttribute('data-dim'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => n !== 6))
    expect(screen.getByText(/^R6: \d+ of 40 left/)).toBeTruthy()
  })

  it('draws a ring about everything that the selected record is', () => {
    const state = run.stateAt(merging)
    const record = state.output.get(state.outputStart)
    const { container } = render(<Stage {...propsFor(run.momentAt(merging), { selected: `record-${record}` })} />)
    expect(container.querySelectorAll('.es-selected')).toHaveLength(1)
  })
})

describe('a step', () => {
  it('moves at most three marks, and only when it is a single one', () => {
    const position = firstOf(SortEvent.emit, merging)
    const { container, rerender } = render(<Stage {...propsFor(run.momentAt(position - 1))} />)
    rerender(<Stage {...propsFor(run.momentAt(position), { jump: 1 })} />)
    expect(container.querySelectorAll('.es-falls, .es-rises, .es-travels')).toHaveLength(2)
    expect(container.querySelector('.es-stage')?.getAttribute('data-motion')).toBe('step')
    rerender(<Stage {...propsFor(run.momentAt(position), { jump: 40 })} />)
    expect(container.querySelectorAll('.es-falls, .es-rises, .es-travels, .es-arrives')).toHaveLength(0)
    expect(container.querySelector('.es-stage')?.getAttribute('data-motion')).toBe('still')
  })

  it('changes little of the document', async () => {
    const { container, rerender } = render(<Stage {...propsFor(run.momentAt(merging))} />)
    for (let position = merging + 1; position < merging + 40; position++) {
      const records: MutationRecord[] = []
      const observer = new MutationObserver((list) => records.push(...list))
      observer.observe(container, { subtree: true, childList: true, attributes: true, characterData: true })
      rerender(<Stage {...propsFor(run.momentAt(position), { jump: 1 })} />)
      await Promise.resolve()
      records.push(...observer.takeRecords())
      observer.disconnect()
      expect(records.length, `event ${position}`).toBeLessThan(90)
    }
  })
})

describe('a picture that does not stay', () => {
  /** Stands for the thread that paints: notes what it is told, answers when asked to. */
  class TestWorker extends EventTarget {
    static last: TestWorker | undefined
    readonly told: ToPainter<PackedPicture>[] = []

    constructor() {
      super()
      TestWorker.last = this
    }

    postMessage(message: ToPainter<PackedPicture>): void {
      this.told.push(message)
    }

    terminate(): void {
      this.told.length = 0
    }

    /** The last picture stands. */
    answer(): void {
      const last = this.told.findLast(({ type }) => type === 'paint')
      if (last?.type === 'paint') this.say({ type: 'painted', canvas: last.canvas })
    }

    say(data: FromPainter): void {
      this.dispatchEvent(new MessageEvent('message', { data }))
    }
  }

  async function stageWithPainter(isReady = true) {
    vi.resetModules()
    vi.stubGlobal('Worker', TestWorker)
    vi.stubGlobal('CSSFontFaceRule', class {})
    HTMLCanvasElement.prototype.transferControlToOffscreen = () => ({}) as OffscreenCanvas
    const [{ Stage }, { startPainter }] = await Promise.all([import('./Stage.tsx'), import('./stage/painter.ts')])
    startPainter()
    const worker = TestWorker.last as TestWorker
    if (isReady) worker.say({ type: 'ready' })
    return { Stage, worker }
  }

  afterEach(() => {
    Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen')
    vi.resetModules()
  })

  const isDocumentShown = (): boolean => stage().querySelector('g')?.getAttribute('display') !== 'none'

  it('is painted by a thread of its own; the document keeps its last until the first of them stands, and is back at rest', async () => {
    const { Stage, worker } = await stageWithPainter()
    const { container, rerender } = render(<Stage {...propsFor(run.momentAt(merging))} />)
    const parts = stage().querySelector('g')?.innerHTML
    expect(container.querySelector('canvas')).toBeNull()

    rerender(<Stage {...propsFor(run.momentAt(merging + 200), { isFast: true })} />)
    expect(container.querySelector('canvas')).not.toBeNull()
    expect(isDocumentShown()).toBe(true)
    expect(stage().querySelector('g')?.innerHTML).toBe(parts)

    act(() => worker.answer())
    expect(isDocumentShown()).toBe(false)
    rerender(<Stage {...propsFor(run.momentAt(merging + 400), { isFast: true })} />)
    const painted = worker.told.flatMap((message) => (message.type === 'paint' ? [message.picture.view.summary] : []))
    expect(painted).toEqual(
      [merging + 200, merging + 400].map((at) => layoutStage(run.momentAt(at), 808, 584, false).summary),
    )
    expect(stage().getAttribute('aria-label')).toBe(painted[1])

    rerender(<Stage {...propsFor(run.momentAt(merging))} />)
    expect(isDocumentShown()).toBe(true)
    expect(stage().querySelector('g')?.innerHTML).toBe(parts)
    expect(container.querySelector('canvas')).toBeNull()
  })

  it('is told to the pointer all the same', async () => {
    const { Stage } = await stageWithPainter()
    const props = propsFor(run.momentAt(merging), { isFast: true })
    render(<Stage {...props} />)
    fireEvent.pointerMove(stage(), { clientX: 350, clientY: 252 })
    expect(props.onHover).toHaveBeenLastCalledWith('run-6')
  })

  it('is in the document until the thread has started', async () => {
    const { Stage, worker } = await stageWithPainter(false)
    const { container, rerender } = render(<Stage {...propsFor(run.momentAt(merging), { isFast: true })} />)
    expect(container.querySelector('canvas')).toBeNull()
    const parts = stage().querySelector('g')?.innerHTML
    rerender(<Stage {...propsFor(run.momentAt(merging + 200), { isFast: true })} />)
    expect(stage().querySelector('g')?.innerHTML).not.toBe(parts)
    worker.say({ type: 'ready' })
    rerender(<Stage {...propsFor(run.momentAt(merging + 400), { isFast: true })} />)
    expect(container.querySelector('canvas')).not.toBeNull()
  })

  it('is in the document where the thread breaks', async () => {
    const { Stage, worker } = await stageWithPainter()
    const { container, rerender } = render(<Stage {...propsFor(run.momentAt(merging), { isFast: true })} />)
    act(() => worker.answer())
    worker.dispatchEvent(new Event('error', { cancelable: true }))
    rerender(<Stage {...propsFor(run.momentAt(merging + 200), { isFast: true })} />)
    expect(container.querySelector('canvas')).toBeNull()
    expect(isDocumentShown()).toBe(true)
    expect(stage().querySelectorAll('text, path').length).toBeGreaterThan(20)
  })
})

describe('the table twin', () => {
  it('has a row for every run, node and the output, with counts that add up', () => {
    const moment = run.momentAt(merging)
    const { rows, columns } = tableOf(moment)
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    const runs = rows.filter(([what]) => /^R\d+$/.test(what ?? ''))
    expect(runs).toHaveLength(8)
    const left = runs.reduce((sum, row) => sum + Number(row[1]), 0)
    expect(left + Number(rows.at(-1)?.[1])).toBe(320)
    expect(rows.filter(([what]) => what?.startsWith('node '))).toHaveLength(7)
    for (const row of runs) expect(Number(row[2]) + Number(row[3])).toBe(Number(row[1]))
  })

  it.each([0, 5, 60, 181, merging, run.log.length])('adds up to 320 records at event %i', (position) => {
    const { rows } = tableOf(run.momentAt(position))
    const counted = rows.filter(([what]) => !/^(node|winner|heap)/.test(what ?? ''))
    expect(counted.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(320)
  })

  it('is there for a heap and for replacement selection too', () => {
    const heap = runLab({ structure: 'binary-heap' })
    const places = tableOf(heap.momentAt(Math.floor(heap.log.length * 0.7))).rows.filter(([what]) =>
      what?.startsWith('heap place'),
    )
    expect(places.length).toBeGreaterThan(5)
    const selection = runLab({ formation: 'replacement-selection' })
    expect(tableOf(selection.momentAt(400)).rows.map(([what]) => what)).toContain('memory')
  })
})

describe('the miniature', () => {
  it('draws eight runs in their colours', () => {
    const { container } = render(<Miniature />)
    const fills = [...container.querySelectorAll('path')].map((path) => path.getAttribute('fill'))
    expect(fills.filter((fill) => fill?.startsWith('var(--id-')).length).toBeGreaterThan(5)
    expect(fills).toContain('var(--ink-ghost)')
  })
})
