// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Log } from '../../engine/trace/log.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import { layoutTimeline } from '../../viz/timeline/geometry.ts'
import { rowsOf } from './rows.ts'
import { useBands } from './use-bands.ts'

const READ = 0
const COMPARE = 1

function logOf(kinds: readonly number[]): Log {
  const writer = new TraceWriter()
  for (const kind of kinds) writer.emit(kind, 0, 0, 0)
  const log = new Log(2)
  for (const chunk of writer.takeChunks()) log.append(chunk)
  return log
}

it('the lane of a fork has its events of a kind that does not occur here', () => {
  const log = logOf([READ, READ])
  const allRows = [
    { kind: READ, label: 'read', verb: 'read', rank: 1, muted: false },
    { kind: COMPARE, label: 'compare', verb: 'compute', rank: 0, muted: false },
  ] as const
  const rows = rowsOf(allRows, log)
  const fork = { id: 'f', at: 0, name: 'fork', outcome: '', log: logOf([READ, READ, COMPARE, COMPARE, COMPARE]) }
  const scene = {
    ...{ geometry: layoutTimeline('full', rows.length, 1), window: { from: 0, to: 20 }, width: 400 },
    ...{ bleed: { left: 0, right: 20 }, length: log.length, extent: 20 },
  }
  const verbs = { read: 'blue', compute: 'grey', write: '', spill: '', commit: '', skip: '', plan: '', fail: '' }
  const palette = { verbs, ghost: '', recordInk: '', recordFont: '', futureAlpha: 0.3 }
  const input = { scene, log, rows, shownRows: rows, allRows, forks: [fork], palette }
  const { result } = renderHook(() =>
    useBands({ ...input, record: () => '', hidden: false, position: 0, other: undefined }),
  )
  const lane = result.current.find(({ top }) => top === scene.geometry.lanes[0]?.top)
  const drawn: string[] = []
  const context = { fillStyle: '', fillRect: () => drawn.push(context.fillStyle) }
  lane?.draw(context as unknown as CanvasRenderingContext2D)
  expect(drawn).toEqual(['blue', 'blue', 'grey', 'grey', 'grey'])
})

it('the window that follows is laid out before it is shown, and not again then', () => {
  const log = logOf(Array.from({ length: 4000 }, (_, i) => i % 2))
  const allRows = [
    { kind: READ, label: 'read', verb: 'read', rank: 1, muted: false },
    { kind: COMPARE, label: 'compare', verb: 'compute', rank: 0, muted: false },
  ] as const
  const rows = rowsOf(allRows, log)
  const geometry = layoutTimeline('full', rows.length, 0)
  const verbs = { read: 'blue', compute: 'grey', write: '', spill: '', commit: '', skip: '', plan: '', fail: '' }
  const palette = { verbs, ghost: '', recordInk: '', recordFont: '', futureAlpha: 0.3 }
  const input = { log, rows, shownRows: rows, allRows, forks: [], palette, record: () => '', hidden: false }
  const sceneOf = (window: { from: number; to: number }) => ({
    ...{ geometry, window, width: 400, bleed: { left: 0, right: 20 }, length: log.length, extent: log.length },
  })
  const visit = vi.spyOn(log, 'visit')
  const first = { from: 0, to: 2000 }
  const next = { from: 1400, to: 3400 }
  const shows = (scene: ReturnType<typeof sceneOf>, ahead: typeof next | undefined) => ({ scene, ahead })
  const { rerender } = renderHook(
    (shown: ReturnType<typeof shows>) => useBands({ ...input, position: 0, other: undefined, ...shown }),
    { initialProps: shows(sceneOf(first), undefined) },
  )
  const readSince = (): number => visit.mock.calls.splice(0).filter(([from]) => from === next.from).length
  expect(readSince()).toBe(0)
  rerender(shows(sceneOf(first), { ...next }))
  expect(readSince()).toBe(1)
  rerender(shows(sceneOf({ ...next }), undefined))
  expect(readSince()).toBe(0)
})
