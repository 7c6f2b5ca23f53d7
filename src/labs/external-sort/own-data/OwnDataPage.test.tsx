// @vitest-environment happy-dom
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { OwnDataProps } from '../../../player/lab.ts'
import { Voices } from '../../../player/bench/later-parts.ts'
import { LiveRegion } from '../../../ui/LiveRegion.tsx'
import { runPaged, type LabRun } from '../test-lab-run.ts'
import { OwnDataPage } from './OwnDataPage.tsx'

afterEach(() => void vi.useRealTimers())

interface Asked {
  readonly operation: string
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
  readonly answer: (value: unknown, run?: LabRun) => void
  /** Sends the first events of a sort. */
  readonly begin: (run: LabRun) => void
  readonly fail: (code: string, message: string, where?: string) => void
  /** What the page calls to end it. */
  readonly stop: () => void
}

/** An engine whose questions the test answers itself. */
function createEngine(): { readonly engine: OwnDataProps['engine']; readonly asked: Asked[] } {
  const asked: Asked[] = []
  const run: OwnDataProps['engine']['run'] = ({ operation, params }, handlers) => {
    const given = params as { readonly source?: File } & Asked['params']
    const stop = vi.fn()
    asked.push({
      operation,
      name: given.source?.name ?? '',
      params: given,
      answer: (value, of) => handlers.onFinished(of?.log.length ?? 0, of?.digest ?? '', value),
      begin: ({ header, log }) => {
        handlers.onStarted(header)
        for (const { chunk } of log.spans()) handlers.onChunk(chunk)
      },
      fail: (code, message, where = '') => handlers.onFailed({ code, message, where }),
      stop,
    })
    return stop
  }
  return { engine: { run } as OwnDataProps['engine'], asked }
}

function reportOf(name: string): unknown {
  return {
    name,
    ...{ sizeBytes: 100, lastModifiedMs: 0, fingerprint: `of ${name}`, format: 'csv' },
    ...{
      columns: [{ name: 'id', type: 'int64', meanBytes: 2 }],
      rows: [['1']],
      sampleRecords: 1,
      meanRecordBytes: 2,
      longestRecordBytes: 2,
    },
    ...{ remarks: [], storage: { kind: 'disk', quotaBytes: 1e9, freeBytes: 1e9 } },
  }
}

const LEFTOVER = {
  ...{ job: 'job-1', name: 'a.csv', fileSizeBytes: 100, lastModifiedMs: 0, fingerprint: 'of a.csv', startedAtMs: 0 },
  ...{ sizeBytes: 50, isBusy: false, runs: 2, records: 10, stage: 'open', params: {}, report: undefined },
}

/** What came of a sort. */
const SORTED = {
  ...{ job: '', records: 2000, runs: 3, passes: 1, comparisons: 9, bytesSpilled: 9, outputBytes: 9 },
  ...{ peakMemoryBytes: 9, digestIn: 'ab', digestOut: 'ab', rejectedRows: 0, keyTypes: ['id int64'], resumedRuns: 0 },
  readBack: { records: 2000, digest: 'ab', inOrder: true },
}

function show({ engine }: ReturnType<typeof createEngine>, singleLetterKeys = false, more: Partial<OwnDataProps> = {}) {
  const view = render(
    <OwnDataPage engine={engine} topBar="" singleLetterKeys={singleLetterKeys} onRun={vi.fn()} {...more} />,
  )
  const input = view.container.querySelector('input[type=file]') as HTMLInputElement
  return { ...view, pick: (name: string) => fireEvent.change(input, { target: { files: [new File(['id'], name)] } }) }
}

function asking(asked: readonly Asked[], operation: string, name = ''): Asked {
  const found = asked.findLast((question) => question.operation === operation && question.name === name)
  if (found === undefined) throw new Error(`${operation} of ${name} was not asked`)
  return found
}

it('of two files picked in quick succession the later one is shown', async () => {
  const world = createEngine()
  const { pick } = show(world)
  pick('a.csv')
  pick('b.csv')
  asking(world.asked, 'inspect-file', 'b.csv').answer(reportOf('b.csv'))
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  expect(await screen.findByRole('region', { name: 'First rows of b.csv' })).toBeTruthy()
  expect(screen.queryByRole('region', { name: 'First rows of a.csv' })).toBeNull()
})

it('hands over a saved moment, looks at data, and says of a damaged moment what it is', async () => {
  const world = createEngine()
  const open = vi.fn()
  const tryMoment = (file: File): Promise<typeof open | undefined> =>
    file.name === 'cut.lakescope.json'
      ? Promise.reject(new Error('This file is not a saved moment: it is not JSON.'))
      : Promise.resolve(file.name === 'whole.lakescope.json' ? open : undefined)
  const { pick } = show(world, false, { tryMoment })
  pick('cut.lakescope.json')
  expect(await screen.findByText(/This file is not a saved moment: it is not JSON\.( |$)/)).toBeTruthy()
  pick('whole.lakescope.json')
  await waitFor(() => expect(open).toHaveBeenCalledOnce())
  expect(screen.queryByText(/not a saved moment/)).toBeNull()
  expect(world.asked.map(({ operation }) => operation)).not.toContain('inspect-file')
  pick('rows.json')
  await waitFor(() => expect(asking(world.asked, 'inspect-file', 'rows.json')).toBeTruthy())
})

/** A page on which it is the test that says what a picked file was found to be: a saved moment, or data. */
function showAsking(world: ReturnType<typeof createEngine>) {
  const looked = new Map<string, (open: (() => void) | undefined) => void>()
  const tryMoment: OwnDataProps['tryMoment'] = ({ name }) => new Promise((resolve) => looked.set(name, resolve))
  const { pick, unmount } = show(world, false, { tryMoment })
  const find = async (name: string, open?: () => void): Promise<void> => {
    looked.get(name)?.(open)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { pick, unmount, find }
}

it('of two files the later one goes on, whichever is found first to be a moment or data', async () => {
  const world = createEngine()
  const { pick, find } = showAsking(world)
  const open = vi.fn()
  for (const name of ['moment.json', 'a.json', 'b.csv']) pick(name)
  await find('b.csv')
  await find('a.json')
  await find('moment.json', open)
  expect(world.asked.map(({ operation, name }) => `${operation} ${name}`)).toEqual([
    'list-sorts ',
    'inspect-file b.csv',
  ])
  expect(open).not.toHaveBeenCalled()
  asking(world.asked, 'inspect-file', 'b.csv').answer(reportOf('b.csv'))
  expect(await screen.findByRole('region', { name: 'First rows of b.csv' })).toBeTruthy()
})

it('a file that is found to be a moment or data after the page was left leads nowhere', async () => {
  for (const open of [vi.fn(), undefined]) {
    const world = createEngine()
    const { pick, unmount, find } = showAsking(world)
    pick('a.json')
    unmount()
    await find('a.json', open)
    expect(world.asked.map(({ operation }) => operation)).toEqual(['list-sorts'])
    if (open !== undefined) expect(open).not.toHaveBeenCalled()
  }
})

it('says what is refused before a file is picked, nested columns of Parquet too', async () => {
  show(createEngine())
  const refused = await screen.findByRole('complementary', { name: 'What is refused' })
  expect(within(refused).getByText('A Parquet file with a nested column: struct, list or map')).toBeTruthy()
})

it('begins no sort when the page is left while the file is looked at', async () => {
  const world = createEngine()
  const { pick, unmount } = show(world)
  asking(world.asked, 'list-sorts').answer([LEFTOVER])
  fireEvent.click(await screen.findByRole('button', { name: 'Go on with 2 finished runs' }))
  pick('a.csv')
  unmount()
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  await new Promise((resolve) => setTimeout(resolve))
  expect(world.asked.map(({ operation }) => operation)).toEqual(['list-sorts', 'inspect-file'])
})

it('a refused sort is back at the form, and what it offers is pressed to sort again', async () => {
  const world = createEngine()
  const { pick } = show(world)
  pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  fireEvent.click(await screen.findByRole('button', { name: /^id/ }))
  fireEvent.click(screen.getByRole('button', { name: /^Sort the file/ }))
  asking(world.asked, 'sort-file', 'a.csv').fail('RAGGED_ROW', 'line 7: 2 fields; the header has 1')
  const refusal = within(await screen.findByRole('region', { name: 'Why it was not sorted' }))
  expect(refusal.getByText(/was not sorted: line 7: 2 fields; the header has 1\.$/)).toBeTruthy()
  expect(screen.getByLabelText('Sort by')).toHaveProperty('value', 'id')
  fireEvent.click(refusal.getByRole('button', { name: 'Skip such rows and keep them in a file' }))
  const [first, second] = world.asked.filter(({ operation }) => operation === 'sort-file')
  expect(second?.params).toMatchObject({ keys: ['id', 'auto', 'asc', 'first'], badRows: 'skip' })
  expect(second?.params['job']).not.toBe(first?.params['job'])
})

/** A page on which a.csv is sorted. */
async function showSorted(world: ReturnType<typeof createEngine>) {
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue({ request: () => Promise.resolve() } as unknown as LockManager)
  const view = show(world)
  view.pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  fireEvent.click(await screen.findByRole('button', { name: /^id/ }))
  fireEvent.click(screen.getByRole('button', { name: /^Sort the file/ }))
  const sort = asking(world.asked, 'sort-file', 'a.csv')
  const run = runPaged({}, 2000)
  sort.begin(run)
  act(() => sort.answer({ ...SORTED, job: sort.params['job'] }, run))
  await screen.findByRole('region', { name: 'Result' })
  return view
}

/** A sort of a.csv that ends with a fault, after its events if there were any. */
async function failSort(world: ReturnType<typeof createEngine>, code: string, run?: LabRun): Promise<Asked> {
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  fireEvent.click(await screen.findByRole('button', { name: /^id/ }))
  fireEvent.click(screen.getByRole('button', { name: /^Sort the file/ }))
  const sort = asking(world.asked, 'sort-file', 'a.csv')
  if (run !== undefined) sort.begin(run)
  sort.fail(code, 'a.csv changed while it was read', 'a.csv')
  return sort
}

it('a sort whose file was not read on stands with its log, and goes on with its runs in the file picked again', async () => {
  const world = createEngine()
  const { pick } = show(world)
  pick('a.csv')
  const first = await failSort(world, 'READ_FAILED', runPaged())
  expect(screen.queryByRole('region', { name: 'Why it was not sorted' })).toBeNull()
  asking(world.asked, 'list-sorts').answer([{ ...LEFTOVER, job: first.params['job'] }])
  fireEvent.click(await screen.findByRole('button', { name: 'Go on with 2 finished runs' }))
  expect(await screen.findByText(/Open it again to go on with its finished runs\./)).toBeTruthy()
  expect(world.asked.filter(({ operation }) => operation === 'sort-file')).toHaveLength(1)
  pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  await waitFor(() => expect(asking(world.asked, 'sort-file', 'a.csv')).not.toBe(first))
  const { params } = asking(world.asked, 'sort-file', 'a.csv')
  expect(params['job']).toBe(first.params['job'])
  expect(params['source']).not.toBe(first.params['source'])
})

it.each([
  ['while it was sorted', 'INPUT_CHANGED', runPaged()],
  ['before it was', 'READ_FAILED', undefined],
])('a file that is refused %s, with %s, can be picked again', async (_when, code, run) => {
  const world = createEngine()
  const { pick, container } = show(world)
  pick('a.csv')
  await failSort(world, code, run)
  const dialog = vi.spyOn(container.querySelector('input[type=file]') as HTMLInputElement, 'click')
  const refusal = within(await screen.findByRole('region', { name: 'Why it was not sorted' }))
  fireEvent.click(refusal.getByRole('button', { name: 'Pick it again' }))
  expect(dialog).toHaveBeenCalledOnce()
})

it('Enter on the head of a column chooses it or turns it, and sorts only where no button has the focus', async () => {
  const world = createEngine()
  const { pick } = show(world)
  pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  const head = await screen.findByRole('button', { name: /^id/ })
  // A browser clicks a button for Enter unless the key is taken.
  const press = (): void => void (fireEvent.keyDown(head, { key: 'Enter' }) && fireEvent.click(head))
  press()
  expect(screen.getByLabelText('Sort by')).toHaveProperty('value', 'id')
  press()
  expect(screen.getByLabelText('Direction of key 1')).toHaveProperty('value', 'desc')
  expect(world.asked.some(({ operation }) => operation === 'sort-file')).toBe(false)
  fireEvent.keyDown(screen.getByLabelText('Sort by'), { key: 'Enter' })
  expect(asking(world.asked, 'sort-file', 'a.csv').params['keys']).toEqual(['id', 'auto', 'desc', 'last'])
})

it('Enter sorts, as its button says, once columns were chosen with a pointer, or the first of them with a key', async () => {
  for (const detail of [1, 0]) {
    const world = createEngine()
    const { pick, unmount } = show(world)
    pick('a.csv')
    asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
    const head = await screen.findByRole('button', { name: /^id/ })
    for (const direction of detail === 1 ? ['asc', 'desc'] : ['asc']) {
      head.focus()
      fireEvent.click(head, { detail })
      expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Sort the file/ }))
      expect(screen.getByLabelText('Direction of key 1')).toHaveProperty('value', direction)
    }
    head.focus()
    fireEvent.click(head, { detail: 0 })
    expect(document.activeElement).toBe(head)
    unmount()
  }
})

/** Picks up the sort that was left, and opens its file again. */
async function resume(world: ReturnType<typeof createEngine>): Promise<void> {
  const { pick } = show(world)
  asking(world.asked, 'list-sorts').answer([LEFTOVER])
  fireEvent.click(await screen.findByRole('button', { name: 'Go on with 2 finished runs' }))
  pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  await waitFor(() => asking(world.asked, 'sort-file', 'a.csv'))
}

it('a sort that cannot be gone on with says so beside the runs it has, and is no refused new one', async () => {
  const world = createEngine()
  await resume(world)
  asking(world.asked, 'sort-file', 'a.csv').fail('WORKSPACE_BUSY', 'another tab of this browser is working on it')
  expect((await screen.findByText(/was not gone on with: /)).textContent).toBe(
    'a.csv was not gone on with: another tab of this browser is working on it.',
  )
  asking(world.asked, 'list-sorts').answer([LEFTOVER])
  expect(await screen.findByRole('button', { name: 'Go on with 2 finished runs' })).toBeTruthy()
  expect(screen.queryByRole('region', { name: 'Why it was not sorted' })).toBeNull()
})

it('O asks before it ends a running sort', async () => {
  const world = createEngine()
  const { pick } = show(world, true)
  pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  fireEvent.click(await screen.findByRole('button', { name: /^id/ }))
  fireEvent.click(screen.getByRole('button', { name: /^Sort the file/ }))
  const { stop } = asking(world.asked, 'sort-file', 'a.csv')
  fireEvent.keyDown(document.body, { key: 'o' })
  expect(screen.getByText(/^Another file ends the sort of/).textContent).toBe(
    'Another file ends the sort of a.csv. No run is finished: the sort would begin again.',
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Let it run' }))
  expect(screen.queryByText('The sort is not done')).toBeNull()
  expect(stop).not.toHaveBeenCalled()
  fireEvent.keyDown(document.body, { key: 'o' })
  fireEvent.click(await screen.findByRole('button', { name: 'End it' }))
  expect(stop).toHaveBeenCalled()
})

it('asks before a dropped file ends a running sort, and opens it then', async () => {
  const world = createEngine()
  const { pick } = show(world)
  pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  fireEvent.click(await screen.findByRole('button', { name: /^id/ }))
  fireEvent.click(screen.getByRole('button', { name: /^Sort the file/ }))
  const { stop } = asking(world.asked, 'sort-file', 'a.csv')
  const drop = new Event('drop', { bubbles: true, cancelable: true })
  Object.assign(drop, { dataTransfer: { files: [new File(['id'], 'b.csv')], types: ['Files'] } })
  expect(fireEvent(document.body, drop)).toBe(false)
  const end = await screen.findByRole('button', { name: 'End it' })
  expect(stop).not.toHaveBeenCalled()
  expect(world.asked.some(({ name }) => name === 'b.csv')).toBe(false)
  fireEvent.click(end)
  asking(world.asked, 'inspect-file', 'b.csv').answer(reportOf('b.csv'))
  expect(await screen.findByRole('region', { name: 'First rows of b.csv' })).toBeTruthy()
  expect(stop).toHaveBeenCalled()
})

it('the focus is among the choices when a file was picked', async () => {
  const world = createEngine()
  const { pick } = show(world)
  screen.getByRole('button', { name: /^Pick a file/ }).focus()
  pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  const first = await screen.findByRole('button', { name: 'Choose id' })
  expect(document.activeElement).toBe(screen.getByRole('main'))
  expect(screen.getByRole('main').contains(first)).toBe(true)
})

it('says that a sort is done, and no page on the way there; the focus is on it', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue({ request: () => Promise.resolve() } as unknown as LockManager)
  // What tells of steps comes later than the page.
  await Voices.fetch()
  const { container } = render(<LiveRegion />)
  const world = createEngine()
  show(world).pick('a.csv')
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  fireEvent.click(await screen.findByRole('button', { name: /^id/ }))
  fireEvent.click(screen.getByRole('button', { name: /^Sort the file/ }))
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'The sort' }))
  const sort = asking(world.asked, 'sort-file', 'a.csv')
  const run = runPaged({}, 2000)
  const playhead = (): string | null => screen.getByRole('slider', { name: /playhead/i }).getAttribute('aria-valuenow')
  act(() => sort.begin(run))
  act(() => void vi.advanceTimersByTime(2000))
  await waitFor(() => expect(playhead()).toBe(String(run.log.length)))
  act(() => void vi.advanceTimersByTime(2000))
  expect(container.textContent).toBe('Sorting a.csv.')
  act(() => sort.answer({ ...SORTED, job: sort.params['job'] }, run))
  await screen.findByRole('region', { name: 'Result' })
  act(() => void vi.advanceTimersByTime(2000))
  const done = 'a.csv is sorted. 2,000 rows read back: in order, none lost, none added, the same rows.'
  expect(container.textContent).toBe(done)
  // A step is told still.
  fireEvent.keyDown(document.body, { key: 'ArrowLeft' })
  act(() => void vi.advanceTimersByTime(2000))
  await waitFor(() => expect(container.textContent).not.toBe(done))
})

it('a sorted file that was deleted by a press is there again for a while, and gone when the sort is left', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] })
  const world = createEngine()
  const { unmount } = await showSorted(world)
  const deleted = (): readonly unknown[] =>
    world.asked.filter(({ operation }) => operation === 'forget-sorts').map(({ params }) => params['jobs'])
  const press = (name: RegExp): void => void fireEvent.click(screen.getByRole('button', { name }))
  const job = asking(world.asked, 'sort-file', 'a.csv').params['job']
  press(/^Delete it/)
  expect(screen.getByText('The sorted file goes in a moment. Its log can still be stepped.')).toBeTruthy()
  expect(document.activeElement?.textContent).toBe('Undo')
  act(() => void vi.advanceTimersByTime(7000))
  press(/^Undo/)
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'The sort' }))
  act(() => void vi.advanceTimersByTime(20_000))
  expect(deleted()).toEqual([])
  press(/^Delete it/)
  act(() => void vi.advanceTimersByTime(8000))
  expect(deleted()).toEqual([[job]])
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  expect(document.activeElement?.textContent).toMatch(/^The sorted file is/)
  asking(world.asked, 'forget-sorts').answer({ freedBytes: 1 })
  expect(await screen.findByText('The sorted file is deleted. Its log can still be stepped.')).toBeTruthy()
  unmount()
  expect(deleted()).toEqual([[job]])

  const left = createEngine()
  const page = await showSorted(left)
  press(/^Delete it/)
  page.unmount()
  expect(left.asked.filter(({ operation }) => operation === 'forget-sorts')).toHaveLength(1)
})
