import { expect, it, vi } from 'vitest'
import { createActions } from './actions.ts'
import { createBenchUi } from './bench-ui.ts'
import { createTestSession } from './gate-lab.tsx'

it('keys that find nothing to do say so', async () => {
  const { session } = createTestSession()
  const actions = createActions(session, createBenchUi(), {})
  expect(actions['break-kind']()).toBe(true)
  expect(session.state.notice).toBe('At event 0 there is no kind to stop at: step on first.')
  expect(session.state.breakpoints).toEqual([])
  const toldBy = async (key: 'mark-on' | 'mark-back'): Promise<string | undefined> => {
    actions[key]()
    await vi.dynamicImportSettled()
    return session.state.notice
  }
  expect(await toldBy('mark-on')).toBe('No bookmark in this run yet, and no breakpoint: B sets one.')
  session.marking.addBookmark('here', { branch: 'b0', position: 20 })
  session.seek(30)
  expect(await toldBy('mark-on')).toBe('No bookmark after this event.')
  session.seek(10)
  expect(await toldBy('mark-back')).toBe('No bookmark before this event.')
  session.core.set({ notice: undefined })
  expect(await toldBy('mark-on')).toBeUndefined()
  expect(session.state.position).toBe(20)
})
