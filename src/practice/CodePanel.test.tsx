// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import type { judgeCode, JudgeProgress } from './code/judge-code.ts'
import type { CaseVerdict, CodeVerdict } from './code/verdict.ts'
import { CodePanel } from './CodePanel.tsx'
import { MOST_STORED } from './stored-result.ts'
import { createTestPage, judgeLater } from './test-panel-page.tsx'

type Judge = typeof judgeCode
const judge = vi.hoisted(() => vi.fn<Judge>())

vi.mock('./code/judge-code.ts', () => ({ judgeCode: judge }))
vi.mock('./sandbox/create-sandbox.ts', () => ({
  createSandbox: () => ({ warm: () => undefined, dispose: () => undefined }),
}))
vi.mock('./editor/CodeEditor.tsx', async () => ({ CodeEditor: (await import('./editor/PlainEditor.tsx')).PlainEditor }))

beforeEach(() => void judge.mockReset())
const challenge = await CHALLENGES.find(({ id }) => id === 'cd-01')?.load()
if (challenge === undefined || !('code' in challenge)) throw new Error('cd-01 is no code challenge')
const task = challenge.code

/** A case that ended with an error in the second line. */
const CASE: CaseVerdict = {
  name: 'two rows',
  isHidden: false,
  isRight: false,
  args: ['1'],
  expected: '2',
  error: { name: 'TypeError', message: 'no such thing', line: 2 },
  stdout: '',
  milliseconds: 1,
}
const FOUND: CodeVerdict = { language: 'typescript', which: 'all', seed: 7, cases: [CASE], right: 0, score: 30 }

function open({ isOver = false, hasInspector = false } = {}) {
  const inspector = hasInspector ? document.body : undefined
  const page = createTestPage('cd-01', (props) => (
    <CodePanel task={task} seed={7} {...props} locked={props.locked || isOver} inspector={inspector} />
  ))
  return { ...page, reload: () => (cleanup(), render(<page.Page />)), ...render(<page.Page />) }
}

const editor = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name: `Your program, ${name}` })
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }))
const type = (name: string, value: string) => fireEvent.change(editor(name), { target: { value } })

it('shows the language that was written in after a reload, also where it was chosen before the first key', () => {
  const { records, reload } = open()
  choose('Python')
  expect(records).toEqual([])
  type('Python', 'print(1)')
  reload()
  expect(editor('Python').value).toBe('print(1)')
  choose('TypeScript')
  reload()
  expect(editor('TypeScript').value).not.toContain('print')
  choose('Python')
  expect(editor('Python').value).toBe('print(1)')
})

it('cannot be changed while it is judged to be handed in, and ends with what was judged', async () => {
  const judging = judgeLater<CodeVerdict>()
  judge.mockReturnValue(judging.verdict)
  const { records, ports } = open()
  type('TypeScript', 'export const a = 1')
  fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
  expect(judge.mock.lastCall?.[1]).toMatchObject({ source: 'export const a = 1', which: 'all' })
  expect(editor('TypeScript').readOnly).toBe(true)
  expect(screen.getByText(/^It cannot be changed while it is judged/)).toBeDefined()
  choose('Python')
  expect(editor('TypeScript').readOnly).toBe(true)
  expect(screen.getByText('It is being handed in.')).toBeDefined()

  // In another tab, which knows nothing of it.
  ports.append({ type: 'attempt-edited', attempt: 'a0', field: 'typescript', from: 0, cut: 18, insert: 'late' })
  judging.tell(FOUND)
  await screen.findByRole('button', { name: 'Try again' })
  await waitFor(() => expect(screen.queryByText('It is being handed in.')).toBeNull())
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-submitted', score: 30 })
  expect(editor('TypeScript').value).toBe('export const a = 1')
})

describe('what is said while it is judged', () => {
  const tells = (progress: JudgeProgress) =>
    judge.mockImplementation((_, { onProgress }) => {
      onProgress?.(progress)
      return judgeLater<CodeVerdict>().verdict
    })
  const AFTER_CASES = [{ kind: 'shrink' }, { kind: 'explain' }, { kind: 'growth', size: 4000 }] as const

  it.each(AFTER_CASES)('tells nothing of what was found before it counts: $kind', async (progress) => {
    tells(progress)
    open()
    fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
    await screen.findByText('Judging what was found')
  })

  it('tells which case is run', async () => {
    tells({ kind: 'cases', done: 3, total: 20 })
    open()
    fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
    await screen.findByText('Case 4 of 20')
  })

  it('tells the size at which growth is measured with its thousands apart, once it was handed in', async () => {
    judge.mockResolvedValue(FOUND)
    open()
    fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
    await screen.findByRole('button', { name: 'Try again' })
    tells({ kind: 'growth', size: 4000 })
    fireEvent.click(screen.getByRole('button', { name: 'Judge it again' }))
    await screen.findByText('Measuring growth at n = 4,000')
  })
})

it('can be changed while it is tried', () => {
  judge.mockReturnValue(judgeLater<CodeVerdict>().verdict)
  open()
  type('TypeScript', 'export const a = 1')
  fireEvent.click(screen.getByRole('button', { name: /^Run/ }))
  expect(editor('TypeScript').readOnly).toBe(false)
  expect(screen.queryByText('It is being handed in.')).toBeNull()
})

it('stays in the language that is chosen while another is tried', async () => {
  const judging = judgeLater<CodeVerdict>()
  judge.mockReturnValue(judging.verdict)
  const { records } = open()
  type('TypeScript', 'export const a = 1')
  fireEvent.click(screen.getByRole('button', { name: /^Run/ }))
  choose('Python')
  type('Python', 'def x')
  judging.tell({ ...FOUND, which: 'examples' })
  await waitFor(() => expect(records.at(-1)?.event?.type).toBe('attempt-ran'))
  expect(editor('Python').value).toBe('def x')
})

it('says which code a result is of once other code stands there', async () => {
  const judging = judgeLater<CodeVerdict>()
  judge.mockReturnValue(judging.verdict)
  open()
  type('TypeScript', 'export const a = 1')
  fireEvent.click(screen.getByRole('button', { name: /^Run/ }))
  type('TypeScript', 'export const a = 12')
  judging.tell({ ...FOUND, which: 'examples' })
  await screen.findByText('This is the result of the code before 1 edit.')
  type('TypeScript', 'export const a = 123')
  expect(screen.getByText('This is the result of the code before 2 edits.')).toBeDefined()
  type('TypeScript', 'export const a = 1')
  expect(screen.queryByText(/^This is the result of/)).toBeNull()
})

describe('going back to a run', () => {
  const ran = (right: number, name: string): CodeVerdict => ({
    ...FOUND,
    which: 'examples',
    cases: [CASE, { ...CASE, name, isRight: right === 1 }],
    right,
  })
  const runs = async () => {
    judge.mockResolvedValueOnce(ran(0, 'the first')).mockResolvedValueOnce(ran(1, 'the second'))
    const page = open({ hasInspector: true })
    for (const [i, text] of ['first()', 'second()'].entries()) {
      type('TypeScript', text)
      fireEvent.click(screen.getByRole('button', { name: 'Run' }))
      await screen.findByText(`${i} of 2 cases right`)
    }
    return page
  }
  const seek = (run: number) => fireEvent.click(screen.getByRole('button', { name: new RegExp(`^Run ${run}`) }))

  it('shows the result of that run', async () => {
    await runs()
    seek(1)
    expect(editor('TypeScript').value).toBe('first()')
    expect(screen.getByText('0 of 2 cases right')).toBeDefined()
    expect(screen.getByText('the first')).toBeDefined()
    expect(screen.queryByText(/^This is the result of/)).toBeNull()
    seek(2)
    expect(screen.getByText('1 of 2 cases right')).toBeDefined()
    expect(screen.queryByText('the first')).toBeNull()
  })

  it('shows the result of a run from before a reload too, as it is in the log', async () => {
    const { reload } = await runs()
    reload()
    choose('Python')
    expect(screen.queryByText(/cases right/)).toBeNull()
    choose('TypeScript')
    expect(screen.getByText('1 of 2 cases right')).toBeDefined()
    expect(screen.getByText('the second')).toBeDefined()
    seek(1)
    expect(screen.getByText('0 of 2 cases right')).toBeDefined()
    expect(screen.getByText('the first')).toBeDefined()
    expect(screen.queryByText(/run it again to see its result/)).toBeNull()
  })

  it('says of a longer one how much was right, and to run it again', async () => {
    const { reload, records } = open({ hasInspector: true })
    judge.mockResolvedValue({ ...ran(0, 'the first'), cases: [{ ...CASE, stdout: 'x'.repeat(MOST_STORED) }] })
    type('TypeScript', 'first()')
    fireEvent.click(screen.getByRole('button', { name: 'Run' }))
    await screen.findByText('0 of 1 case right')
    expect(JSON.stringify(records.at(-1)?.event).length).toBeLessThan(200)
    reload()
    expect(screen.getByText('0 of 1 case right')).toBeDefined()
    expect(screen.getByText(/run it again to see its result/)).toBeDefined()
  })
})

it('says nothing of an attempt in the next one', async () => {
  judge.mockResolvedValue(FOUND)
  open()
  fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
  await screen.findByRole('button', { name: 'Try again' })
  expect(screen.getByText('0 of 1 case right')).toBeDefined()
  expect(screen.getByText('Line 2: TypeError: no such thing')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.queryByText('0 of 1 case right')).toBeNull()
  expect(screen.queryByText(/^Line 2/)).toBeNull()
  expect(screen.getByText(/^Run uses/)).toBeDefined()
  expect(editor('TypeScript').readOnly).toBe(false)
})

describe('a program that does not compile', () => {
  const broken: CodeVerdict = {
    ...FOUND,
    cases: [],
    score: 0,
    fault: { kind: 'compile', message: 'expected )', line: 1, column: 3 },
    faultWords: 'The source does not compile: expected )',
  }
  const submitted = (records: ReturnType<typeof open>['records']) =>
    records.filter(({ event }) => event?.type === 'attempt-submitted')

  it('is not handed in while it can still be mended, and it is said', async () => {
    judge.mockResolvedValue(broken)
    const { records } = open()
    type('TypeScript', 'fn(')
    fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
    await screen.findByText(/is not handed in: it can be mended first/)
    expect(submitted(records)).toEqual([])
    expect(editor('TypeScript').readOnly).toBe(false)
  })

  it('is handed in when the time is up', async () => {
    judge.mockResolvedValue(broken)
    const { records } = open({ isOver: true })
    fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
    await waitFor(() => expect(submitted(records)).toHaveLength(1))
    expect(screen.queryByText(/is not handed in/)).toBeNull()
  })
})

describe('the hidden cases of a program that lacks what is called', () => {
  const ended = 'The program does not define median.'
  const lacks = (of: 'examples' | 'hidden'): CodeVerdict => ({
    ...FOUND,
    cases: [
      of === 'examples' ? { ...CASE, ended } : { ...CASE, isRight: true },
      { ...CASE, name: 'ties', isHidden: true, ended: of === 'examples' ? 'It was not run.' : ended },
    ],
    right: of === 'examples' ? 0 : 1,
    fault: { kind: 'missing-entry', name: 'median' },
    faultWords: ended,
  })

  it.each([
    { of: 'examples', isOver: false, isSubmitted: false, told: '0 of 1 case right' },
    { of: 'examples', isOver: true, isSubmitted: true, told: '0 of 2 cases right' },
    { of: 'hidden', isOver: false, isSubmitted: true, told: '1 of 2 cases right' },
  ] as const)('are told only with what is handed in: %j', async ({ of, isOver, isSubmitted, told }) => {
    judge.mockResolvedValue(lacks(of))
    const { records } = open({ isOver, hasInspector: true })
    fireEvent.click(screen.getByRole('button', { name: /^Hand in/ }))
    await screen.findByText(told)
    expect(records.some(({ event }) => event?.type === 'attempt-submitted')).toBe(isSubmitted)
    expect(screen.queryByText('ties') !== null).toBe(isSubmitted)
  })
})
