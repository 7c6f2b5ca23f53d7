// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { saveResult } from './save.ts'

afterEach(() => vi.unstubAllGlobals())

it('a save that is stopped while its place is chosen asks the worker nothing and writes nothing', async () => {
  const createWritable = vi.fn()
  let choose: (target: unknown) => void = () => undefined
  vi.stubGlobal('showSaveFilePicker', () => new Promise((resolve) => (choose = resolve)))
  const run = vi.fn()
  const stopping = new AbortController()
  const request = { job: 'j1', what: 'output', format: 'parquet', original: 'csv', name: 'a.sorted.parquet' } as const
  const saving = saveResult({ run }, request, vi.fn(), stopping.signal)
  stopping.abort()
  choose({ createWritable })
  expect(await saving).toEqual({ outcome: 'stopped', brokenTexts: 0 })
  expect(run).not.toHaveBeenCalled()
  expect(createWritable).not.toHaveBeenCalled()
})
