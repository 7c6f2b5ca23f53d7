// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createTestSession } from '../player/bench/gate-lab.tsx'
import type { Session } from '../player/session.ts'
import { ShareNotice } from './ShareNotice.tsx'

afterEach(cleanup)

const CLAIM = 'Sixty records make 15 pages.'

/** What a place says, over a session that has its run; over one that was opened instead where it has none. */
async function show(problem?: string): Promise<Session> {
  const { session } = createTestSession()
  const check = { note: problem === undefined ? CLAIM : '', problem: Promise.resolve(problem) }
  const place = problem === undefined ? { ...check, runs: [session.branch.spec.params] } : check
  await act(async () => {
    render(
      <>
        <ShareNotice check={place} session={session} />
        <main tabIndex={-1} />
      </>,
    )
    await check.problem
  })
  return session
}

const said = () => screen.queryByRole('status')?.textContent ?? ''

it('says a claim over the runs it was made of, and over none with other parameters', async () => {
  const session = await show()
  expect(said()).toContain(CLAIM)
  act(() => session.seek(300))
  expect(said()).toContain(CLAIM)
  const first = session.state.current
  act(() => session.branching.changeParam('records', 40))
  expect(session.state.current).not.toBe(first)
  expect(said()).toBe('')
  act(() => session.branching.switchTo(first))
  expect(said()).toContain(CLAIM)
  act(() => session.branching.changeParam('seed', 3))
  expect(said()).toBe('')
})

it('says it over a fork of the run too, which has the same parameters', async () => {
  const session = await show()
  act(() => session.seek(100))
  act(() => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict gate', note: '' }))
  expect(session.branch.spec.acts).toHaveLength(1)
  expect(said()).toContain(CLAIM)
})

it('says of a link that could not be opened why, whatever is changed', async () => {
  const session = await show('This lab has no scenario "x".')
  expect(said()).toContain('no scenario "x"')
  act(() => session.branching.changeParam('records', 40))
  expect(said()).toContain('no scenario "x"')
})

it('when it is closed leaves the focus to the page under it', async () => {
  await show()
  const close = screen.getByRole('button', { name: 'Close' })
  close.focus()
  act(() => close.click())
  expect(said()).toBe('')
  expect(document.activeElement).toBe(screen.getByRole('main'))
})
