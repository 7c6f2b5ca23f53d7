// @vitest-environment happy-dom
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentProps } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import type { Engine } from '../../../player/ask.ts'
import type { SortReport } from './reports.ts'
import { ResultBar } from './ResultBar.tsx'

afterEach(() => vi.restoreAllMocks())

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

function barOf(more: Partial<ComponentProps<typeof ResultBar>>) {
  const ignore = () => undefined
  const file = { name: 'people.csv', format: 'csv', report, seconds: 3 } as const
  return <ResultBar engine={{ run: vi.fn() }} {...file} onSaved={ignore} onFree={ignore} {...more} />
}

it('keeps what a question may ask to itself, and the proof in sight', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const { rerender } = render(barOf({ isAsked: true }))
  const region = screen.getByRole('region', { name: 'Result' })
  expect(region.textContent).toContain('200 rows read back')
  expect(region.textContent).not.toMatch(/13 runs|2 passes|1,480/)
  rerender(barOf({ isAsked: false }))
  expect(region.textContent).toContain('13 runs, 2 passes')
  expect(region.textContent).toContain('; 1,480 comparisons;')
  rerender(barOf({ isAsked: false, report: { ...report, runs: 1, passes: 1, comparisons: 1 } }))
  expect(region.textContent).toContain('1 run, 1 pass; ')
  expect(region.textContent).toContain('; 1 comparison;')
})

it('says where runs and output are when there is no disk', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const { rerender } = render(barOf({}))
  const region = screen.getByRole('region', { name: 'Result' })
  expect(region.textContent).toContain('; at most 4 kB of memory; ')
  rerender(barOf({ isDiskless: true }))
  expect(region.textContent).toContain(
    '4 kB of memory to sort in; this browser gave no disk, so runs and output are in memory too; ',
  )
})

it('says that a result is gone which another tab has deleted, and offers nothing more to do with it', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const onGone = vi.fn()
  const error = { code: 'WORKSPACE_GONE', message: 'it is no longer here: it was deleted in another tab', where: 'j1' }
  const engine: Engine = {
    run: (_request, handlers) => {
      handlers.onFailed(error)
      return () => undefined
    },
  }
  render(barOf({ engine, onGone }))
  fireEvent.click(screen.getByRole('button', { name: /^Save the sorted file/ }))
  expect(
    await screen.findByText(/^It was not saved: it is no longer here: .* Sort the file again to save it\.$/),
  ).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^(Save|Delete)/ })).toBeNull()
  expect(screen.queryByText(/still here/)).toBeNull()
  expect(onGone).toHaveBeenCalledOnce()
})

it('says what columns become before they are saved as Parquet, and saves once that is known', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const asked: string[] = []
  let answer: (value: unknown) => void = () => undefined
  const engine: Engine = {
    run: ({ operation }, handlers) => {
      asked.push(operation)
      answer = (value) => handlers.onFinished(0, '', value)
      return () => undefined
    },
  }
  render(barOf({ engine }))
  expect(asked).toEqual([])
  fireEvent.change(screen.getByLabelText('Save as'), { target: { value: 'parquet' } })
  expect(asked).toEqual(['plan-save'])
  expect(screen.queryByRole('button', { name: /^(Save|Delete)/ })).toBeNull()
  answer({ columns: [{ name: 'zip', type: 'string', kept: { from: '00501', to: '501' } }] })
  expect(await screen.findByText('zip stays text: 00501 would come back as 501.')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('Save as'), { target: { value: 'ndjson' } })
  fireEvent.click(screen.getByRole('button', { name: /^Save the sorted file/ }))
  expect(asked).toEqual(['plan-save', 'convert-sorted'])
  fireEvent.change(screen.getByLabelText('Save as'), { target: { value: 'csv' } })
  expect(screen.queryByText(/stays text/)).toBeNull()
})

it.each([true, false])(
  'counts the rows that were left out, and has no tick for them; all of the proof in sight: %s',
  (matches) => {
    vi.stubGlobal('matchMedia', () => ({ matches }))
    render(barOf({ report: { ...report, rejectedRows: 18 } }))
    const region = screen.getByRole('region', { name: 'Result' })
    expect(region.textContent).toContain('18 left out, no other lost, none added')
    expect(region.textContent?.includes('218 read = 200 sorted + 18 left out')).toBe(matches)
    expect(screen.getByRole('img', { name: 'look' })).toBeTruthy()
    expect(screen.queryAllByRole('img', { name: 'fine' })).toHaveLength(matches ? 2 : 0)
  },
)

it('says when rows are lost beside those that were left out', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  render(barOf({ report: { ...report, records: 201, rejectedRows: 18 } }))
  expect(screen.getByText('219 read ≠ 200 sorted + 18 left out')).toBeTruthy()
  expect(screen.getByRole('img', { name: 'wrong' })).toBeTruthy()
})

it('looking at the columns and writing both tell how far they are, and can be stopped, by no double click', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  const now = vi.spyOn(performance, 'now').mockReturnValue(0)
  const asked: { readonly operation: string; readonly handlers: Parameters<Engine['run']>[1] }[] = []
  const stop = vi.fn()
  const engine: Engine = {
    run: ({ operation }, handlers) => {
      asked.push({ operation, handlers })
      return () => {
        stop(operation)
        handlers.onCancelled(0)
      }
    },
  }
  render(barOf({ engine }))
  const choose = (value: string): void => void fireEvent.change(screen.getByLabelText('Save as'), { target: { value } })
  choose('parquet')
  act(() => asked[0]?.handlers.onProgress(1e6, 8e6, 'bytes'))
  expect(screen.getByText('looked at: 1.0 MB of 8.0 MB')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Stop here' }))
  expect(stop).toHaveBeenLastCalledWith('plan-save')
  expect(screen.getByLabelText('Save as')).toHaveProperty('value', 'csv')
  choose('parquet')
  asked[1]?.handlers.onFinished(0, '', { columns: [] })
  const save = await screen.findByRole('button', { name: 'Save the sorted file' })
  save.focus()
  now.mockReturnValue(1000)
  fireEvent.click(save)
  act(() => asked[2]?.handlers.onProgress(2e6, 8e6, 'bytes'))
  // What is gone through of the sorted file is no size of the file that is made.
  expect(screen.getByText('making Parquet of it: 25%')).toBeTruthy()
  now.mockReturnValue(4000)
  act(() => asked[2]?.handlers.onProgress(4e6, 8e6, 'bytes'))
  expect(screen.getByText('making Parquet of it: 50%, about 3.0 s left')).toBeTruthy()
  now.mockReturnValue(1000)
  expect(document.activeElement?.textContent).toBe('Stop here')
  now.mockReturnValue(1300)
  fireEvent.click(screen.getByRole('button', { name: 'Stop here' }))
  expect(stop).not.toHaveBeenCalledWith('convert-sorted')
  now.mockReturnValue(2000)
  fireEvent.click(screen.getByRole('button', { name: 'Stop here' }))
  expect(stop).toHaveBeenLastCalledWith('convert-sorted')
  expect(await screen.findByText('Stopped: it was not saved.')).toBeTruthy()
  expect(asked.map(({ operation }) => operation)).toEqual(['plan-save', 'plan-save', 'convert-sorted'])
  expect(screen.getByRole('button', { name: 'Save the sorted file' })).toBeTruthy()
})

it('says how many texts could not be saved as they are', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  vi.stubGlobal('showSaveFilePicker', () => Promise.resolve({ createWritable: () => new WritableStream() }))
  const answers: Readonly<Record<string, unknown>> = {
    'convert-sorted': { brokenTexts: 2 },
    'sorted-blob': { blob: new Blob(['a']) },
  }
  const engine: Engine = {
    run: ({ operation }, handlers) => {
      handlers.onFinished(0, '', answers[operation])
      return () => undefined
    },
  }
  render(barOf({ engine, name: 'log.ndjson', format: 'ndjson' }))
  fireEvent.change(screen.getByLabelText('Save as'), { target: { value: 'csv' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save the sorted file' }))
  const told = await screen.findByText(/^Saved as log\.sorted\.csv\./)
  expect(told.textContent).toContain('2 texts of it hold half a character, such as \\ud800')
})
