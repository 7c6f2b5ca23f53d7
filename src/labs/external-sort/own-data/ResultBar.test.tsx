// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { SortReport } from './reports.ts'
import { ResultBar } from './ResultBar.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const report: SortReport = {
  job: 'j1',
  records: 200,
  runs: 13,
  passes: 2,
  comparisons: 1480,
  bytesSpilled: 9000,
  outputBytes: 8000,
  peakMemoryBytes: 4000,
  digestIn: 'ab',
  digestOut: 'ab',
  rejectedRows: 0,
  keyTypes: ['city string'],
  resumedRuns: 0,
  readBack: { records: 200, digest: 'ab', inOrder: true },
}

it('keeps what a question may ask to itself, and the proof in sight', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const bar = (isAsked: boolean) => (
    <ResultBar
      engine={{ run: vi.fn() }}
      name="people.csv"
      format="csv"
      report={report}
      seconds={3}
      isAsked={isAsked}
      onSaved={() => undefined}
      onFree={() => undefined}
    />
  )
  const { rerender } = render(bar(true))
  const region = screen.getByRole('region', { name: 'Result' })
  expect(region.textContent).toContain('200 rows read back')
  expect(region.textContent).not.toMatch(/13 runs|2 passes|1,480/)
  rerender(bar(false))
  expect(region.textContent).toContain('13 runs, 2 passes')
})
