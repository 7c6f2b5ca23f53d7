// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import type { judgeSql } from './sql/run-sql.ts'
import type { SqlVerdict } from './sql/verdict.ts'
import { SqlPanel } from './SqlPanel.tsx'
import { createTestPage, judgeLater } from './test-panel-page.tsx'

const judge = vi.hoisted(() => vi.fn<typeof judgeSql>())

vi.mock('./sql/run-sql.ts', () => ({ judgeSql: judge }))
vi.mock('../query/open-database.ts', () => ({ openDatabase: () => Promise.resolve({}) }))
vi.mock('./editor/CodeEditor.tsx', async () => ({ CodeEditor: (await import('./editor/PlainEditor.tsx')).PlainEditor }))

beforeEach(() => void judge.mockReset())
afterEach(() => {
  sessionStorage.clear()
})

const challenge = await CHALLENGES.find(({ id }) => id === 'sq-02')?.load()
if (challenge === undefined || !('sql' in challenge)) throw new Error('sq-02 is no query')
const task = challenge.sql

/** It fails on the rows, at its first line. */
const FOUND: SqlVerdict = {
  isRight: false,
  refusal: undefined,
  dataSets: [
    {
      id: 'shown',
      name: 'shown',
      isShown: true,
      isRight: false,
      words: 'error',
      fault: 'error',
      problem: { message: 'No such column', line: 1 },
      why: undefined,
      expected: { columns: [], rows: [], isCut: false },
      got: undefined,
      missing: [],
      extra: [],
      first: undefined,
      milliseconds: 1,
    },
  ],
  plan: undefined,
  milliseconds: 1,
}

function open({ isOver = false, hasInspector = false } = {}) {
  const inspector = hasInspector ? document.body : undefined
  const page = createTestPage('sq-02', (props) => (
    <SqlPanel task={task} {...props} locked={props.locked || isOver} inspector={inspector} />
  ))
  render(<page.Page />)
  return page
}

const editor = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your query' })
const handIn = () => fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))

it('a run in which DuckDB breaks down is none', async () => {
  judge.mockResolvedValue({ ...FOUND, dataSets: [], refusal: { message: 'DuckDB broke down.', isBreakdown: true } })
  const { records } = open()
  fireEvent.change(editor(), { target: { value: 'SELECT 2' } })
  const before = records.length
  fireEvent.click(screen.getByRole('button', { name: /^Run/ }))
  await screen.findByText('DuckDB broke down.')
  expect(records).toHaveLength(before)
})

it('is not handed in when DuckDB breaks down over it as the time is up, and can be written another way', async () => {
  const breakdown: SqlVerdict = {
    ...FOUND,
    dataSets: [],
    refusal: { message: 'DuckDB broke down.', isBreakdown: true },
  }
  judge.mockResolvedValueOnce(breakdown)
  const { records, Page } = open({ isOver: true })
  fireEvent.change(editor(), { target: { value: 'SELECT 0' } })
  expect(editor().readOnly).toBe(true)
  handIn()
  await screen.findByText('DuckDB broke down.')
  expect(records.some(({ event }) => event?.type === 'attempt-submitted')).toBe(false)
  expect(screen.getByText(/^The time is up, but this is no fault of yours/)).toBeDefined()
  expect(editor().readOnly).toBe(false)

  cleanup()
  render(<Page />)
  expect(editor().readOnly).toBe(false)

  // A slip on the way is no answer either, and it is said.
  judge.mockResolvedValueOnce({ ...FOUND, dataSets: [], refusal: { message: 'This is no SELECT.' } })
  fireEvent.change(editor(), { target: { value: 'SELEC 1' } })
  handIn()
  await screen.findByText('This is no SELECT.')
  expect(records.some(({ event }) => event?.type === 'attempt-submitted')).toBe(false)
  expect(screen.getByText(/is not handed in: it can be mended first/)).toBeDefined()

  judge.mockResolvedValueOnce(FOUND)
  fireEvent.change(editor(), { target: { value: 'SELECT 1' } })
  handIn()
  await screen.findByRole('button', { name: 'Try again' })
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-submitted', passed: 0 })
  expect(editor().readOnly).toBe(true)

  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  fireEvent.change(editor(), { target: { value: 'SELECT 3' } })
  expect(editor().readOnly).toBe(true)
})

it('says which query a result is of once another stands there', async () => {
  judge.mockResolvedValue(FOUND)
  open()
  fireEvent.change(editor(), { target: { value: 'SELECT 2' } })
  fireEvent.click(screen.getByRole('button', { name: /^Run/ }))
  await screen.findAllByText(/No such column/)
  expect(screen.queryByText(/^This is the result of/)).toBeNull()
  fireEvent.change(editor(), { target: { value: 'SELECT 23' } })
  expect(screen.getByText('This is the result of the query before 1 edit.')).toBeDefined()
})

it('shows the result of the run that is gone back to, also after a reload', async () => {
  const [set] = FOUND.dataSets
  if (set === undefined) throw new Error('no data set')
  const right = { ...set, isRight: true, words: 'Right', problem: undefined, fault: undefined }
  judge.mockResolvedValueOnce(FOUND).mockResolvedValueOnce({ ...FOUND, isRight: true, dataSets: [right] })
  const page = open({ hasInspector: true })
  for (const [i, text] of ['SELECT 1', 'SELECT 2'].entries()) {
    fireEvent.change(editor(), { target: { value: text } })
    fireEvent.click(screen.getByRole('button', { name: 'Run' }))
    await screen.findByRole('button', { name: new RegExp(`^Run ${i + 1}`) })
  }
  expect(screen.queryAllByText(/No such column/)).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: /^Run 1/ }))
  expect(editor().value).toBe('SELECT 1')
  expect(screen.getAllByText(/No such column/).length).toBeGreaterThan(0)
  cleanup()
  render(<page.Page />)
  expect(screen.getByText('Right')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: /^Run 1/ }))
  expect(screen.getAllByText(/No such column/).length).toBeGreaterThan(0)
  expect(screen.queryByText(/run it again to see its result/)).toBeNull()
})

it('is handed in as it stands when the time is up and it cannot be run', async () => {
  judge.mockResolvedValueOnce({ ...FOUND, dataSets: [], refusal: { message: 'This is no SELECT.' } })
  const { records } = open({ isOver: true })
  handIn()
  await screen.findByRole('button', { name: 'Try again' })
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-submitted', score: 0 })
  expect(screen.queryByText(/is not handed in/)).toBeNull()
})

it('is not handed in while it cannot be begun and can still be mended, and it is said', async () => {
  judge.mockResolvedValueOnce({ ...FOUND, dataSets: [], refusal: { message: 'There is no query yet.' } })
  const { records } = open()
  fireEvent.change(editor(), { target: { value: '' } })
  handIn()
  await screen.findByText(/is not handed in: it can be mended first/)
  expect(records.some(({ event }) => event?.type === 'attempt-submitted')).toBe(false)
  expect(editor().readOnly).toBe(false)
})

it('cannot be changed while it is judged to be handed in, and ends with what was judged', async () => {
  const judging = judgeLater<SqlVerdict>()
  judge.mockReturnValue(judging.verdict)
  const { records, ports } = open()
  fireEvent.change(editor(), { target: { value: 'SELECT 1' } })
  handIn()
  await waitFor(() => expect(judge).toHaveBeenCalled())
  expect(judge.mock.lastCall?.[1]).toBe('SELECT 1')
  expect(editor().readOnly).toBe(true)
  expect(screen.getByText(/^It cannot be changed while it is judged/)).toBeDefined()

  // In another tab, which knows nothing of it.
  ports.append({ type: 'attempt-edited', attempt: 'a0', field: 'sql', from: 7, cut: 1, insert: '2' })
  judging.tell(FOUND)
  await screen.findByRole('button', { name: 'Try again' })
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-submitted', passed: 0 })
  expect(editor().value).toBe('SELECT 1')
})

it('says nothing of an attempt in the next one', async () => {
  judge.mockResolvedValue(FOUND)
  open()
  handIn()
  await screen.findByRole('button', { name: 'Try again' })
  expect(screen.getAllByText(/No such column/).length).toBeGreaterThan(0)
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.queryAllByText(/No such column/)).toEqual([])
  expect(editor().readOnly).toBe(false)
})

describe('the line over the rows', () => {
  const [set] = FOUND.dataSets
  if (set === undefined) throw new Error('no data set')
  const sets = (rights: readonly boolean[]): SqlVerdict => ({
    ...FOUND,
    isRight: rights.every(Boolean),
    dataSets: rights.map((isRight, i) => ({ ...set, id: `${i}`, name: `set ${i}`, isRight })),
  })

  it.each([
    [[true, true, true, true, true, true], 'Right on all 6 data sets, here on “set 0”.'],
    [[true, false, true, true, true, true], 'Not right on “set 1”: No such column. 5 of 6 data sets are right.'],
  ])('says on how many it is right: %j', async (rights, words) => {
    judge.mockResolvedValue(sets(rights))
    open()
    handIn()
    await screen.findByRole('button', { name: 'Try again' })
    expect(document.querySelector('.sql-verdict')?.textContent).toBe(words)
  })
})
