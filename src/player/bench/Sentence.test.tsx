// @vitest-environment happy-dom
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnyLab, Params } from '../lab.ts'
import type { Session } from '../session.ts'
import { createBenchUi } from './bench-ui.ts'
import { createTestSession, testLab } from './gate-lab.tsx'
import { fetchLaterParts } from './later.tsx'
import './later-parts.ts'
import { Sentence } from './Sentence.tsx'

beforeAll(fetchLaterParts)
/** A lab whose refusals offer a way out, and that takes a note of any length. */
const lab: AnyLab = {
  ...testLab,
  change: (params, param, value) => {
    const changed = { ...params, [param]: value }
    if (param === 'note' && String(value).includes('?')) return { error: 'a note has no question' }
    if (param === 'page' && Number(value) > 30)
      return { error: 'a page holds 30', fixes: [{ text: 'pages of 30', params: { ...changed, page: 30 } }] }
    return changed
  },
  sentence: (params) => [
    ...testLab.sentence(params),
    {
      type: 'choice',
      param: 'more',
      label: 'more',
      text: 'More',
      value: '',
      options: [
        { value: 'note', text: 'a note …', opens: 'note', group: 'Words' },
        { value: 'page=20', text: 'pages of 20', group: 'Sizes' },
        { value: 'page=30', text: 'pages of 30', group: 'Sizes' },
      ],
    },
    {
      type: 'choice',
      param: 'kept',
      label: 'kept',
      text: 'Kept',
      value: 'own',
      options: [{ value: 'own', text: 'a note of your own', opens: 'note' }],
    },
    {
      type: 'text',
      param: 'note',
      label: 'note',
      text: noteOf(params).slice(0, 6),
      value: noteOf(params),
      hint: 'Any words.',
      placeholder: 'words',
    },
  ],
}

function noteOf(params: Params): string {
  return typeof params['note'] === 'string' ? params['note'] : ''
}

function show(): { readonly session: Session; readonly user: ReturnType<typeof userEvent.setup> } {
  const { session } = createTestSession({}, false, lab)
  render(<Sentence session={session} ui={createBenchUi()} />)
  return { session, user: userEvent.setup() }
}

const page = () => screen.getByRole('spinbutton', { name: 'page' })

it('tells of a fork made at event 0 as of any other, and of no run of its own', async () => {
  const { session } = show()
  act(() => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict gate', note: '' }))
  expect(await screen.findByText('strict gate', { selector: 'b' })).toBeTruthy()
  expect(document.body.textContent).toContain('From event 0 on: strict gate.')
  act(() => {
    session.seek(40)
    session.branching.fork({ type: 'gate', value: 'plain', name: 'plain again', note: '' })
  })
  await waitFor(() => expect(document.body.textContent).toContain('From event 40 on: plain again.'))
  expect(document.body.textContent).toContain('From event 0 on: strict gate.')
  act(() => session.branching.changeParam('page', 5))
  await waitFor(() => expect(document.body.textContent).not.toContain('From event'))
})

describe('a choice that opens a field', () => {
  it('opens it again when it is chosen already', async () => {
    const { user } = show()
    for (let time = 0; time < 2; time++) {
      await user.click(screen.getByRole('combobox', { name: 'kept' }))
      await user.click(screen.getByRole('option', { name: 'a note of your own' }))
      expect(await screen.findByRole('textbox', { name: 'note' })).toBeTruthy()
      await user.keyboard('{Escape}')
    }
  })
})

it('offers what else there is under the names of its groups, each once', async () => {
  const { user } = show()
  await user.click(screen.getByRole('combobox', { name: 'more' }))
  const items = [...screen.getByRole('listbox', { name: 'more' }).querySelectorAll('p, [role="option"]')].map(
    (item) => item.textContent,
  )
  expect(items).toEqual(['Words', 'a note …', 'Sizes', 'pages of 20', 'pages of 30'])
  expect(screen.getAllByRole('option')).toHaveLength(3)
  expect(within(screen.getByRole('group', { name: 'Sizes' })).getAllByRole('option')).toHaveLength(2)
  await user.click(screen.getByText('Sizes'))
  expect(screen.getByRole('listbox', { name: 'more' })).toBeTruthy()
})

describe('a refused value', () => {
  it('is let stand by what the refusal offers', async () => {
    const { session, user } = show()
    page().focus()
    await user.keyboard('31{Enter}')
    await user.click(await screen.findByRole('button', { name: 'pages of 30' }))
    expect(session.branch.spec).toMatchObject({ params: { page: 30 }, name: 'page 4 to 30' })
    expect(session.state.refusal).toBeUndefined()
    expect(screen.queryByRole('button', { name: 'pages of 30' })).toBeNull()
    expect(page().textContent).toBe('30')
  })

  it('does not stay beside another value that is taken', async () => {
    const { session, user } = show()
    page().focus()
    await user.keyboard('31{Enter}')
    await screen.findByText('a page holds 30')
    expect(page().textContent).toBe('31')
    const records = screen.getByRole('spinbutton', { name: 'records' })
    records.focus()
    await user.keyboard('50{Enter}')
    await waitFor(() => expect(session.branch.spec.params).toMatchObject({ records: 50, page: 4 }))
    expect(page().textContent).toBe('4')
    expect(screen.queryByText('a page holds 30')).toBeNull()
  })
})

describe('a number that is typed', () => {
  it('is refused again when it is given again', async () => {
    const { session, user } = show()
    page().focus()
    await user.keyboard('31{Enter}')
    await screen.findByText('a page holds 30')
    screen.getByRole('spinbutton', { name: 'records' }).focus()
    await user.keyboard('50{Enter}')
    await waitFor(() => expect(session.branch.spec.params).toMatchObject({ records: 50 }))
    page().focus()
    await user.keyboard('31{Enter}')
    expect(await screen.findByText('a page holds 30')).toBeTruthy()
    expect(page().getAttribute('aria-invalid')).toBe('true')
  })

  it.each([
    ['x', 'page: "x" is no number'],
    ['1.000', 'page: 1.000 may be 1 or 1,000: write 1 or 1000'],
    ['1,5', 'page: 1,5 may be 1.5 or 15: write 1.5 or 15'],
    ['999999999999999999', 'page: 999999999999999999 is outside 1 to 50'],
  ])('gives way to the value that runs when it is %s', async (text, reason) => {
    const { user } = show()
    page().focus()
    await user.keyboard('31{Enter}')
    await screen.findByText('a page holds 30')
    await user.keyboard('{Enter}')
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'page' })
    await user.clear(field)
    await user.type(field, `${text}{Enter}`)
    expect(screen.getByText(reason)).toBeTruthy()
    expect(page().textContent).toBe('4')
  })

  it.each([
    ['a click', (user: ReturnType<typeof userEvent.setup>) => user.click(page())],
    ['Enter', (user: ReturnType<typeof userEvent.setup>) => (page().focus(), user.keyboard('{Enter}'))],
  ])('takes the place of a value of one digit that %s opened', async (_, open) => {
    const { session, user } = show()
    expect(page().textContent).toBe('4')
    await open(user)
    await user.keyboard('23{Enter}')
    await waitFor(() => expect(session.branch.spec.params).toMatchObject({ page: 23 }))
  })

  it('keeps its sign when it is typed on the value itself', async () => {
    const { user } = show()
    page().focus()
    await user.keyboard('-1')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'page' }).value).toBe('-1')
  })
})

describe('a long text', () => {
  const open = async (user: ReturnType<typeof userEvent.setup>): Promise<HTMLElement> => {
    await user.click(screen.getByRole('combobox', { name: 'more' }))
    await user.click(screen.getByRole('option', { name: 'a note …' }))
    return screen.getByRole('textbox', { name: 'note' })
  }

  it('is written in a field of its own, which says what is wrong and keeps it', async () => {
    const { session, user } = show()
    const field = await open(user)
    expect(document.activeElement).toBe(field)
    await user.keyboard('why?{Control>}{Enter}{/Control}')
    expect(screen.getByRole('status').textContent).toBe('a note has no question')
    expect(session.branch.spec.params).not.toHaveProperty('note')
    await user.keyboard('{Backspace} not now')
    expect(screen.getByRole('status').textContent).toBe('Any words.')
    await user.click(screen.getByRole('button', { name: /Run with these/ }))
    expect(session.branch.spec.params['note']).toBe('why not now')
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.getByRole('button', { name: 'note' }).textContent).toBe('why no')
  })

  it('is left as it was by Escape, and opened again at its beginning in the sentence', async () => {
    const { session, user } = show()
    await open(user)
    await user.keyboard('x{Escape}')
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(session.state.branches).toHaveLength(1)
    await open(user)
    await user.keyboard('first words{Meta>}{Enter}{/Meta}')
    await user.click(screen.getByRole('button', { name: 'note' }))
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'note' }).value).toBe('first words')
  })

  it('takes the text of a file that is dropped on it, but no large one', async () => {
    const { user } = show()
    const field = await open(user)
    const drop = (file: File) => fireEvent.drop(field, { dataTransfer: { files: [file] } })
    expect(drop(new File(['dropped'], 'note.txt')), 'the page must not take the file').toBe(false)
    await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe('dropped'))
    drop(new File([new Uint8Array((1 << 20) + 1)], 'big.txt'))
    expect(screen.getByRole('status').textContent).toMatch(/^big.txt is too large for this field/)
  })
})
