// @vitest-environment happy-dom
import { fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Log } from '../../engine/trace/log.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import type { TimelineFork, TimelineProps } from './contract.ts'
import { Timeline } from './Timeline.tsx'

const COMPARE = 0
const EMIT = 1
const SEAL = 2
const NEVER = 3

/** Nine comparisons, then an emit; event 500 seals a run. */
function createLog(length = 1000): Log {
  const writer = new TraceWriter()
  for (let i = 1; i <= length; i++) writer.emit(i === 500 ? SEAL : i % 10 === 0 ? EMIT : COMPARE, i, 0, 0)
  const log = new Log(4)
  for (const chunk of writer.takeChunks()) log.append(chunk)
  return log
}

function createFork(id: string, at: number, name: string): TimelineFork {
  return { id, at, name, outcome: `outcome of ${name}`, log: createLog() }
}

function createProps(change: Partial<TimelineProps> = {}): TimelineProps {
  const row = { verb: 'compute', muted: false } as const
  return {
    gutter: <span>transport</span>,
    log: createLog(),
    extent: 1000,
    rows: [
      { ...row, kind: SEAL, label: 'seal run', rank: 2 },
      { ...row, kind: COMPARE, label: 'compare', rank: 0 },
      { ...row, kind: EMIT, label: 'emit', rank: 1, muted: true },
      { ...row, kind: NEVER, label: 'crash', rank: 3 },
    ],
    position: 300,
    countedTo: 300,
    window: { from: 0, to: 1000 },
    checkpoints: [0, 256, 512, 768].map((position, i) => ({ position, label: `c${i}` })),
    replayedFrom: 256,
    countedFrom: 256,
    forks: [],
    marks: [],
    phases: [
      { from: 0, label: 'make runs' },
      { from: 500, label: 'merge' },
    ],
    end: { type: 'complete' },
    hidden: false,
    record: (seq) => `R${seq}`,
    valueText: 'event 300 of 1,000, emit',
    onSeek: vi.fn(),
    onWindow: vi.fn(),
    onMute: vi.fn(),
    onFork: vi.fn(),
    onMark: vi.fn(),
    ...change,
  }
}

/** The score is 1,000 px wide, so that a pixel is an event. */
const SCORE_PX = 1000

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return new DOMRect(0, 0, this.classList.contains('tl') ? SCORE_PX + 312 : SCORE_PX, 216)
  })
  vi.stubGlobal('innerHeight', 900)
})

afterEach(() => {})

function plot(container: HTMLElement): Element {
  const found = container.querySelector('.tl-plot')
  if (found === null) throw new Error('no plot')
  return found
}

it('the playhead is a slider over the log that says where it is', () => {
  render(<Timeline {...createProps()} />)
  const slider = screen.getByRole('slider', { name: 'Playhead' })
  expect(slider.getAttribute('aria-valuemin')).toBe('0')
  expect(slider.getAttribute('aria-valuemax')).toBe('1000')
  expect(slider.getAttribute('aria-valuenow')).toBe('300')
  expect(slider.getAttribute('aria-valuetext')).toBe('event 300 of 1,000, emit')
  expect(slider.tabIndex).toBe(0)
  expect(slider.parentElement?.style.transform).toBe('translateX(300.00px)')
})

it('shows the page’s own gutter and a row for each kind that occurs, commonest first, with its count so far', () => {
  render(<Timeline {...createProps()} />)
  expect(screen.getByText('transport')).toBeTruthy()
  const rows = within(screen.getByRole('list', { name: 'Event kinds' })).getAllByRole('button')
  expect(rows.map((row) => row.textContent)).toEqual(['compare270', 'emit30', 'seal run0'])
  expect(rows.map((row) => row.getAttribute('aria-pressed'))).toEqual(['false', 'true', 'false'])
})

it('does not tell of more kinds than have a place before a log has any', () => {
  const row = { verb: 'compute', muted: false } as const
  const rows = Array.from({ length: 14 }, (_, kind) => ({ ...row, kind, label: `kind ${kind}`, rank: 13 - kind }))
  const { rerender } = render(<Timeline {...createProps({ rows, log: new Log(14), extent: 0, position: 0 })} />)
  const labels = within(screen.getByRole('list', { name: 'Event kinds' })).getAllByRole('button')
  expect(labels.map((label) => label.textContent)).toEqual([13, 12, 11, 10, 9, 8, 7, 6].map((kind) => `kind ${kind}0`))
  expect(screen.queryByText(/kinds$/)).toBeNull()
  const writer = new TraceWriter()
  for (let kind = 0; kind < 14; kind++) writer.emit(kind, kind, 0, 0)
  const log = new Log(14)
  for (const chunk of writer.takeChunks()) log.append(chunk)
  rerender(<Timeline {...createProps({ rows, log, extent: 14, position: 0 })} />)
  expect(screen.getByText('8 of 14 kinds')).toBeTruthy()
})

it('a row label mutes its kind, with alt it solos it', () => {
  const props = createProps()
  render(<Timeline {...props} />)
  const row = screen.getByRole('button', { name: /^compare/ })
  fireEvent.click(row)
  fireEvent.click(row, { altKey: true })
  expect(props.onMute).toHaveBeenNthCalledWith(1, COMPARE, false)
  expect(props.onMute).toHaveBeenNthCalledWith(2, COMPARE, true)
})

it('press seeks, drag scrubs', () => {
  const props = createProps()
  const { container } = render(<Timeline {...props} />)
  const score = plot(container)
  fireEvent.pointerDown(score, { pointerId: 1, button: 0, clientX: 640, clientY: 25 })
  fireEvent.pointerMove(score, { pointerId: 1, clientX: 700, clientY: 25 })
  fireEvent.pointerUp(score, { pointerId: 1, clientX: 700, clientY: 25 })
  expect(vi.mocked(props.onSeek).mock.calls).toEqual([[640], [700]])
})

it('lets the playhead go when the pointer is taken away in a drag', () => {
  const onHold = vi.fn()
  const { container } = render(<Timeline {...createProps({ onHold })} />)
  const score = plot(container)
  fireEvent.pointerDown(score, { pointerId: 1, button: 0, clientX: 640, clientY: 25 })
  fireEvent.pointerMove(score, { pointerId: 1, clientX: 700, clientY: 25 })
  fireEvent.lostPointerCapture(score.firstElementChild ?? score, { pointerId: 1 })
  expect(onHold.mock.calls).toEqual([[true]])
  fireEvent.lostPointerCapture(score, { pointerId: 1 })
  expect(onHold.mock.calls).toEqual([[true], [false]])
})

it('press on a row goes to the event that is there', () => {
  const props = createProps()
  const { container } = render(<Timeline {...props} />)
  fireEvent.pointerDown(plot(container), { pointerId: 1, button: 0, clientX: 497, clientY: 33 + 2 * 14 + 5 })
  expect(props.onSeek).toHaveBeenCalledExactlyOnceWith(500)
})

it('a checkpoint’s diamond jumps to it and does not scrub', () => {
  const props = createProps()
  render(<Timeline {...props} />)
  const diamond = screen.getByRole('button', { name: 'checkpoint c2 at event 512' })
  fireEvent.pointerDown(diamond, { pointerId: 1, button: 0, clientX: 505, clientY: 100 })
  fireEvent.click(diamond)
  expect(props.onSeek).toHaveBeenCalledExactlyOnceWith(512)
})

it('a checkpoint’s name stands left of it where a fork’s curve would run through it', () => {
  const fork = { id: 'f', name: 'fork', outcome: '', log: createProps().log, sameAt: undefined }
  const sideWith = (at: number, from = 0, { checkpoints } = createProps()) => {
    const props = createProps({ forks: [{ ...fork, at }], window: { from, to: 1000 }, checkpoints })
    const { container, unmount } = render(<Timeline {...props} />)
    const side = [...container.querySelectorAll<HTMLElement>('.tl-checkpoint')].map((each) => each.dataset['label'])
    unmount()
    return side
  }
  expect(sideWith(512)).toEqual([undefined, 'left', undefined])
  expect(sideWith(600)).toEqual([undefined, undefined, undefined])
  // At the edge of the window there is no room left of it, nor where the name of the diamond before stands.
  expect(sideWith(512, 505)).toEqual([undefined, undefined])
  const close = [256, 290, 512].map((position, i) => ({ position, label: `c${i + 1}` }))
  expect(sideWith(290, 0, createProps({ checkpoints: close }))).toEqual([undefined, undefined, undefined])
})

it('a checkpoint that does not match its replay says so', () => {
  const checkpoints = createProps().checkpoints.map((c, i) => (i === 2 ? { ...c, broken: true } : c))
  render(<Timeline {...createProps({ checkpoints })} />)
  expect(screen.getByRole('button', { name: 'checkpoint c2 at event 512 does not match its replay' })).toBeTruthy()
  expect(screen.getByText('c2 differs')).toBeTruthy()
})

it('the wheel pans, and zooms with ctrl', () => {
  const props = createProps({ window: { from: 200, to: 700 } })
  const { container } = render(<Timeline {...props} />)
  fireEvent.wheel(plot(container), { deltaY: 100, clientX: 500 })
  expect(props.onWindow).toHaveBeenLastCalledWith({ from: 250, to: 750 })
  // The test document's wheel events have no place and no keys of their own.
  const turn = new WheelEvent('wheel', { deltaY: -50, bubbles: true, cancelable: true })
  fireEvent(plot(container), Object.assign(turn, { clientX: 500, ctrlKey: true }))
  const zoomed = vi.mocked(props.onWindow).mock.lastCall?.[0]
  expect((zoomed?.from ?? 0) + (zoomed?.to ?? 0)).toBeCloseTo(900)
  expect((zoomed?.to ?? 0) - (zoomed?.from ?? 0)).toBeLessThan(500)
})

it('double press on a phase name zooms to it', () => {
  const props = createProps()
  render(<Timeline {...props} />)
  fireEvent.doubleClick(screen.getByRole('button', { name: /^merge/ }))
  expect(props.onWindow).toHaveBeenCalledWith({ from: 490, to: 1000 })
})

it('names what the pointer is over at the ruler, and nothing that is hidden', () => {
  const props = createProps()
  const { container, rerender } = render(<Timeline {...props} />)
  fireEvent.pointerMove(plot(container), { clientX: 497, clientY: 33 + 2 * 14 + 5 })
  expect(container.querySelector('.tl-readout')?.textContent).toContain('500 seal run R500')
  rerender(<Timeline {...props} hidden />)
  expect(container.querySelector('.tl-readout')).toBeNull()
  expect(screen.getByText('hidden until it is played')).toBeTruthy()
})

it('two other branches have lanes; a third is behind a list', () => {
  const forks = [createFork('a', 100, 'heap'), createFork('b', 200, 'fan-in 4'), createFork('c', 300, 'memory 24')]
  const props = createProps({ forks: forks.slice(0, 2) })
  const { rerender } = render(<Timeline {...props} />)
  fireEvent.click(screen.getByRole('button', { name: /^heap/ }))
  expect(props.onFork).toHaveBeenLastCalledWith('a')
  expect(screen.queryByRole('button', { name: /branches$/ })).toBeNull()
  rerender(<Timeline {...props} forks={forks} />)
  fireEvent.click(screen.getByRole('button', { name: '3 branches' }))
  fireEvent.click(screen.getByRole('button', { name: /^100.*heap/ }))
  expect(props.onFork).toHaveBeenLastCalledWith('a')
})

it('bookmarks and breakpoints are buttons with their names', () => {
  const props = createProps({
    marks: [
      { id: 'm1', position: 128, type: 'bookmark', label: 'tree built' },
      { id: 'm2', position: 300, type: 'breakpoint', label: 'stopped: key = 392', fired: true },
      { id: 'm3', position: 2000, type: 'bookmark', label: 'outside' },
    ],
  })
  render(<Timeline {...props} />)
  fireEvent.click(screen.getByRole('button', { name: 'bookmark tree built' }))
  expect(props.onMark).toHaveBeenCalledExactlyOnceWith('m1')
  expect(screen.getByRole('button', { name: 'breakpoint stopped: key = 392' })).toBeTruthy()
  expect(screen.queryByText('outside')).toBeNull()
})

it('a log that is still written says how far it is and can be stopped', () => {
  const onStop = vi.fn()
  const end = { type: 'writing', expected: 4000, note: 'writing, 1,000 of 4,000; 41 s so far' } as const
  render(<Timeline {...createProps({ end, extent: 4000, window: { from: 0, to: 4000 }, onStop })} />)
  expect(screen.getByText('writing, 1,000 of 4,000')).toBeTruthy()
  expect(screen.getByText('41 s so far')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Stop here' }))
  expect(onStop).toHaveBeenCalledOnce()
})

it('a log that failed says where, and that the rest stands', () => {
  const end = { type: 'failed', message: 'log ends at 1,000: worker stopped' } as const
  const { container } = render(<Timeline {...createProps({ end, window: { from: 0, to: 2000 } })} />)
  expect(screen.getByText('log ends at 1,000: worker stopped')).toBeTruthy()
  expect(screen.getByText('State at 1,000 is intact.')).toBeTruthy()
  expect(container.querySelectorAll('.tl-cross').length).toBe(2)
})

it('the note at the end of a log leaves the record of its last event to be read', () => {
  const end = { type: 'failed', message: 'log ends at 1,000: stopped' } as const
  const isBeside = (window: TimelineProps['window']): boolean => {
    const { container, unmount } = render(<Timeline {...createProps({ end, window })} />)
    const found = container.querySelector('.tl-end')?.hasAttribute('data-beside')
    unmount()
    return found === true
  }
  expect(isBeside({ from: 0, to: 2000 })).toBe(true)
  expect(isBeside({ from: 990, to: 1010 })).toBe(false)
})

it('a playhead outside the window is an arrow that brings it back', () => {
  const props = createProps({ position: 900, window: { from: 0, to: 200 } })
  const { container } = render(<Timeline {...props} />)
  expect(container.querySelector('.tl-head')?.getAttribute('data-outside')).toBe('right')
  fireEvent.click(screen.getByRole('slider'))
  expect(props.onWindow).toHaveBeenCalledWith({ from: 800, to: 1000 })
})

it('has the strip on a high window and on a very low one, and one lane on that and on a phone', () => {
  const { container, unmount } = render(<Timeline {...createProps()} />)
  expect(container.querySelector('.tl')?.getAttribute('data-variant')).toBe('full')
  expect(screen.getByText('whole log')).toBeTruthy()
  unmount()
  globalThis.innerHeight = 700
  const low = render(<Timeline {...createProps()} />)
  expect(low.container.querySelector('.tl')?.getAttribute('data-variant')).toBe('compact')
  expect(screen.queryByText('whole log')).toBeNull()
  low.unmount()
  globalThis.innerHeight = 390
  const lowest = render(<Timeline {...createProps()} />)
  expect(lowest.container.querySelector('.tl')?.getAttribute('data-variant')).toBe('low')
  expect(lowest.container.querySelector('.tl-strip-hit')).not.toBeNull()
  expect(screen.queryByRole('list', { name: 'Event kinds' })).toBeNull()
  lowest.unmount()
  vi.mocked(HTMLElement.prototype.getBoundingClientRect).mockReturnValue(new DOMRect(0, 0, 390, 95))
  const phone = render(<Timeline {...createProps()} />)
  expect(phone.container.querySelector('.tl')?.getAttribute('data-variant')).toBe('phone')
  expect(screen.queryByRole('list', { name: 'Event kinds' })).toBeNull()
  expect(screen.getByText('transport')).toBeTruthy()
})
