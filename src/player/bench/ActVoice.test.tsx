// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { momentOf, openMoment } from '../share.ts'
import type { SharedMoment } from '../share-link.ts'
import type { Session } from '../session.ts'
import { ActVoice } from './ActVoice.tsx'
import { createTestSession, GateEvent, testLab } from './gate-lab.tsx'

afterEach(cleanup)

/** Somebody else's moment, opened where acts are told, and all that is told until it stands. */
async function toldOf(moment: SharedMoment): Promise<{ readonly session: Session; readonly told: readonly string[] }> {
  const { session, checked } = openMoment(testLab, createTestSession().session.core.ports, moment)
  render(
    <>
      <LiveRegion />
      <ActVoice session={session} />
    </>,
  )
  const told: string[] = []
  const region = screen.getByRole('status')
  const said = region.textContent
  const note = (): void => {
    const text = region.textContent ?? ''
    if (text !== (told.at(-1) ?? said)) told.push(text)
  }
  const watcher = new MutationObserver(note)
  watcher.observe(region, { childList: true, subtree: true, characterData: true })
  await act(async () => void (await checked))
  note()
  watcher.disconnect()
  return { session, told }
}

/** Two runs at the same work, and marks. */
function compared(): Session {
  const { session } = createTestSession()
  session.seek(150)
  session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
  session.branching.switchTo('b0', 333)
  session.comparing.toggle()
  return session
}

it('tells of a comparison that was opened where its heads stand', async () => {
  const sent = momentOf(compared(), '') as SharedMoment
  // As a scenario has it: without a place of the other head.
  const { session, told } = await toldOf({ ...sent, comparison: { other: 1, lock: 'state' } })
  const { position, comparison } = session.state
  expect(comparison?.otherPosition).not.toBe(position)
  expect(told).toEqual([
    `Compared: original run at event ${position}, with strict at event ${String(comparison?.otherPosition)}.`,
  ])
})

it('does not tell of marks that came with what was opened as if they had just been made', async () => {
  const { session: sender } = createTestSession()
  sender.seek(150)
  sender.marking.addBookmark('here')
  sender.marking.addBreakpoint(GateEvent.pass, undefined)
  const { session, told } = await toldOf(momentOf(sender, '') as SharedMoment)
  expect(session.state.bookmarks).toHaveLength(1)
  expect(session.state.breakpoints).toHaveLength(1)
  expect(told).toEqual([])
  act(() => session.marking.addBookmark('mine'))
  expect(screen.getByRole('status').textContent).toBe('Bookmark mine, at event 150.')
})
