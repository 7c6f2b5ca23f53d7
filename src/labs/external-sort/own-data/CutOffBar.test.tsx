// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { Branch } from '../../../player/branch.ts'
import type { Engine } from '../../../player/ask.ts'
import { CutOffBar } from './CutOffBar.tsx'
import type { Leftover, SortStage } from './reports.ts'

afterEach(() => vi.restoreAllMocks())

const LEFT: Leftover = {
  ...{ job: 'j1', name: 'mid.csv', fileSizeBytes: 30e6, lastModifiedMs: 0, fingerprint: 'f', startedAtMs: 1 },
  ...{ sizeBytes: 30e6, isBusy: false, runs: 2, records: 10, stage: 'open', params: {}, report: undefined },
}

const BRANCH = { spec: {}, log: { length: 7 }, end: { type: 'cancelled' } } as unknown as Branch

function barOf(stage: SortStage, engine: Engine = { run: vi.fn() }) {
  const acts = { onResume: vi.fn(), onChecked: vi.fn(), onRefuted: vi.fn(), onFree: vi.fn() }
  const view = <CutOffBar engine={engine} branch={BRANCH} left={{ ...LEFT, stage }} isLeftKnown {...acts} />
  return { view, ...acts }
}

const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent)

it('offers to go on with runs only while no sorted file is written', () => {
  const { rerender } = render(barOf('open').view)
  expect(buttons()).toEqual(['Go on with 2 finished runs'])
  rerender(barOf('unchecked').view)
  expect(buttons()).toEqual(['Check it'])
})

it('says that a sorted file was checked and is not what was written, and offers to free it, not to check it again', async () => {
  const message = 'the sorted file is not what was written: 199 of 200 rows read back'
  const engine: Engine = {
    run: (_request, handlers) => {
      handlers.onFailed({ code: 'OUTPUT_NOT_VERIFIED', message, where: 'mid.csv' })
      return () => undefined
    },
  }
  const { view, onRefuted, onFree, onChecked } = barOf('unchecked', engine)
  const { rerender, unmount } = render(view)
  fireEvent.click(screen.getByRole('button', { name: 'Check it' }))
  const told = 'The sorted file is not what was written: 199 of 200 rows read back. Sort the file again.'
  expect(await screen.findByText(told)).toBeTruthy()
  expect(buttons()).toEqual(['Free 30.0 MB'])
  expect(onRefuted).toHaveBeenCalledOnce()
  expect(onChecked).not.toHaveBeenCalled()
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 600)
  fireEvent.click(screen.getByRole('button', { name: 'Free 30.0 MB' }))
  expect(onFree).toHaveBeenCalledExactlyOnceWith('j1')
  rerender(barOf('refuted').view)
  expect(screen.getByText(told)).toBeTruthy()
  unmount()
  render(barOf('refuted').view)
  expect(screen.getByText('The sorted file is not what was written. Sort the file again.')).toBeTruthy()
  expect(screen.getByText(/the sorted file was read back and did not pass\.$/)).toBeTruthy()
  expect(buttons()).toEqual(['Free 30.0 MB'])
})
