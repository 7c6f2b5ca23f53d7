// @vitest-environment happy-dom
import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { Engine } from '../../../player/ask.ts'
import type { Leftover, SortReport } from './reports.ts'
import { ResultStep } from './ResultStep.tsx'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const UNCHECKED: Leftover = {
  ...{ job: 'j1', name: 'mid.csv', fileSizeBytes: 30e6, lastModifiedMs: 0, fingerprint: 'f', startedAtMs: 1 },
  ...{ sizeBytes: 30e6, isBusy: false, runs: 0, records: 0, stage: 'unchecked', params: {}, report: undefined },
}

const REPORT = {
  ...{ job: 'j1', records: 200, runs: 13, passes: 2, comparisons: 1480, bytesSpilled: 9000, outputBytes: 8000 },
  ...{ peakMemoryBytes: 4000, digestIn: 'ab', digestOut: 'ab', rejectedRows: 0, keyTypes: [], resumedRuns: 0 },
  readBack: { records: 200, digest: 'ab', inOrder: true },
}

/** An engine whose last run can be answered. */
function createEngine() {
  const runs: { readonly operation: string; readonly handlers: Parameters<Engine['run']>[1] }[] = []
  const engine: Engine = {
    run: ({ operation }, handlers) => {
      runs.push({ operation, handlers })
      return () => handlers.onCancelled(0)
    },
  }
  return { engine, runs }
}

it('saves a written file only when it was read back; reading it can be stopped and begun again', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  vi.stubGlobal('navigator', { locks: { request: () => Promise.resolve() } })
  const now = vi.spyOn(performance, 'now').mockReturnValue(0)
  const { engine, runs } = createEngine()
  render(
    <ResultStep
      engine={engine}
      leftover={UNCHECKED}
      onRefuted={vi.fn()}
      onFree={vi.fn()}
      onDelete={vi.fn()}
      onOther={vi.fn()}
    />,
  )
  expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Check it' }))
  act(() => runs[0]?.handlers.onProgress(10e6, 30e6, 'bytes'))
  expect(screen.getByText('reading it back: 10.0 MB of 30.0 MB')).toBeTruthy()
  now.mockReturnValue(1000)
  fireEvent.click(screen.getByRole('button', { name: 'Stop here' }))
  now.mockReturnValue(2000)
  fireEvent.click(await screen.findByRole('button', { name: 'Check it' }))
  runs[1]?.handlers.onFinished(0, '', REPORT)
  expect(await screen.findByRole('button', { name: 'Save the sorted file' })).toBeTruthy()
  expect(runs.map(({ operation }) => operation)).toEqual(['check-sorted', 'check-sorted'])
})

it('a file of an earlier visit that is deleted can be taken back for a while', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  vi.stubGlobal('navigator', { locks: { request: () => Promise.resolve() } })
  const gone = { onFree: vi.fn(), onDelete: vi.fn(() => Promise.resolve<string | undefined>(undefined)) }
  const leftover = {
    ...UNCHECKED,
    stage: 'finished' as const,
    report: REPORT as unknown as SortReport,
  }
  const { engine } = createEngine()
  const { unmount } = render(<ResultStep {...{ engine, leftover, ...gone }} onRefuted={vi.fn()} onOther={vi.fn()} />)
  const press = (name: RegExp): void => void fireEvent.click(screen.getByRole('button', { name }))
  press(/^Delete it/)
  press(/^Undo/)
  expect(document.activeElement).toBe(screen.getByRole('main'))
  act(() => void vi.advanceTimersByTime(60_000))
  expect(gone.onDelete).not.toHaveBeenCalled()
  press(/^Delete it/)
  expect(screen.getByRole('status').textContent).toContain('goes in a moment')
  act(() => void vi.advanceTimersByTime(60_000))
  expect(gone.onDelete).toHaveBeenCalledOnce()
  await act(() => Promise.resolve())
  expect(screen.getByText(/^The sorted file is deleted\./)).toBeTruthy()
  expect(screen.queryByText(/ kept /)).toBeNull()
  unmount()
  expect(gone.onDelete).toHaveBeenCalledOnce()
  expect(gone.onFree).not.toHaveBeenCalled()
  vi.useRealTimers()
})

it('a file that could not be deleted is told as one that is there, and shown again', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  vi.stubGlobal('navigator', { locks: { request: () => Promise.resolve() } })
  const leftover = { ...UNCHECKED, stage: 'finished' as const, report: REPORT as unknown as SortReport }
  const { engine } = createEngine()
  const onDelete = () => Promise.resolve('It was not removed: another tab shows it.')
  const rest = { onRefuted: vi.fn(), onOther: vi.fn(), onFree: vi.fn() }
  render(<ResultStep {...{ engine, leftover, onDelete, ...rest }} />)
  fireEvent.click(screen.getByRole('button', { name: /^Delete it/ }))
  await act(() => Promise.resolve(void vi.advanceTimersByTime(60_000)))
  expect(screen.queryByText(/is deleted/)).toBeNull()
  expect(screen.getByText('It was not removed: another tab shows it. The sorted file is still here.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Back to it' }))
  expect(screen.getByRole('button', { name: /^Delete it/ })).toBeTruthy()
  vi.useRealTimers()
})
