// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { describeStart, LeftoverList } from './LeftoverList.tsx'
import type { Leftover } from './reports.ts'

const LEFTOVER: Leftover = {
  ...{ job: 'j1', name: 'mid.csv', fileSizeBytes: 30e6, lastModifiedMs: 0, fingerprint: 'f' },
  ...{ startedAtMs: new Date(2026, 10, 30, 9, 5).getTime(), sizeBytes: 30e6, isBusy: false, runs: 0, records: 0 },
  ...{ stage: 'finished', params: { keys: ['city', 'auto', 'asc', 'first', 'amount', 'auto', 'desc', 'last'] } },
  report: undefined,
}

it('tells sorts of the same file apart by their keys and by when they began', () => {
  const now = new Date(2026, 10, 30, 10, 0)
  expect(describeStart(LEFTOVER, now)).toBe('by city ascending, then amount descending; begun today at 09:05')
  const earlier = { ...LEFTOVER, startedAtMs: new Date(2026, 10, 18, 23, 40).getTime() }
  expect(describeStart(earlier, now)).toBe('by city ascending, then amount descending; begun 18 Nov at 23:40')
  expect(describeStart({ params: {}, startedAtMs: 0 }, now)).toBe('')
})

it('lists the newest first', () => {
  const old = { ...LEFTOVER, job: 'j0', startedAtMs: 1, params: { keys: ['id', 'auto', 'asc', 'first'] } }
  const leftovers = { list: [old, LEFTOVER], note: '', refresh: () => Promise.resolve(true), remove: vi.fn() }
  render(<LeftoverList leftovers={leftovers} onResume={vi.fn()} onShow={vi.fn()} />)
  const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(rows.map((row) => /by (\w+) /.exec(row)?.[1])).toEqual(['city', 'id'])
})

it('offers to check a sorted file that was written and not read back, and does not call it cut off', () => {
  const left = { ...LEFTOVER, stage: 'unchecked' } as const
  const leftovers = { list: [left], note: '', refresh: () => Promise.resolve(true), remove: vi.fn() }
  const onShow = vi.fn()
  render(<LeftoverList leftovers={leftovers} onResume={vi.fn()} onShow={onShow} />)
  expect(screen.getByText(/30\.0 MB, sorted; the sorted file was not read back to its end/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Check it' }))
  expect(onShow).toHaveBeenCalledWith(left)
})

it('offers only to free a sorted file that was read back and is not what was written', () => {
  const left = { ...LEFTOVER, stage: 'refuted', runs: 2 } as const
  const leftovers = { list: [left], note: '', refresh: () => Promise.resolve(true), remove: vi.fn() }
  render(<LeftoverList leftovers={leftovers} onResume={vi.fn()} onShow={vi.fn()} />)
  expect(screen.getByText(/the sorted file is not what was written: free it and sort the file again/)).toBeTruthy()
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Free 30.0 MB'])
})

it('has the focus when the row that had it was freed', () => {
  const of = (list: readonly Leftover[]) => (
    <LeftoverList
      leftovers={{ list, note: '', refresh: () => Promise.resolve(true), remove: vi.fn() }}
      onResume={vi.fn()}
      onShow={vi.fn()}
    />
  )
  const { rerender } = render(of([LEFTOVER]))
  const free = screen.getByRole('button', { name: 'Free 30.0 MB' })
  free.focus()
  fireEvent.click(free)
  rerender(of([]))
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Left from earlier sorts' }))
})
