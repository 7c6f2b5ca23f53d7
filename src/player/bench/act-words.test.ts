import { expect, it, vi } from 'vitest'
import type { Session } from '../session.ts'
import { actWords } from './act-words.ts'
import { createTestSession, GateEvent } from './gate-lab.tsx'

/** All that is said while something is done. */
function saidDuring(session: Session, act: () => void): readonly string[] {
  const said: string[] = []
  const leave = session.core.store.subscribe((now, before) => {
    const words = actWords(session.lab, now, before)
    if (words !== undefined) said.push(words)
  })
  act()
  leave()
  return said
}

it('tells every act that is no step, and no step', () => {
  const { session } = createTestSession()
  const said = (act: () => void): readonly string[] => saidDuring(session, act)
  expect(said(() => session.seek(150))).toEqual([])
  expect(said(() => session.marking.addBookmark('here'))).toEqual(['Bookmark here, at event 150.'])
  expect(said(() => session.marking.addBreakpoint(GateEvent.pass, undefined))).toHaveLength(1)
  expect(said(() => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' }))).toEqual([
    'On the stage: strict at event 150.',
  ])
  expect(said(() => session.comparing.toggle())).toEqual([
    'Compared: original run at event 150, with strict at event 150.',
  ])
  expect(said(() => session.step(1))).toEqual([])
  expect(said(() => session.seek(140))).toEqual([])
  expect(said(() => session.comparing.toggle())).toEqual([
    'Compared: strict at event 140, with original run at event 140.',
  ])
  expect(said(() => session.comparing.setLock('nothing'))).toEqual(['Each head moves by itself.'])
  expect(said(() => session.comparing.end())).toEqual(['One run is on the stage again: strict at event 140.'])
  expect(said(() => session.branching.switchAround())).toEqual(['On the stage: original run at event 140.'])
  expect(said(() => session.marking.select('key-5'))).toEqual(['Selected: key 5.'])
  expect(said(() => session.marking.select(undefined))).toEqual([])
  const strict = session.state.branches[1]?.id ?? ''
  session.branching.switchTo(strict, 150)
  session.branching.deleteBranch(strict)
  expect(said(() => session.branching.undoDelete())).toEqual(['strict is back. On the stage: strict at event 150.'])
  session.branching.switchTo('b0')
  session.branching.deleteBranch(strict)
  expect(said(() => session.branching.undoDelete())).toEqual(['strict is back.'])
})

it('tells the answer that is chosen, and that it is locked in', () => {
  const { session } = createTestSession()
  session.seek(2)
  expect(saidDuring(session, () => session.predicting.toggle())).toEqual([])
  const answers = session.state.prediction?.question.answers ?? []
  expect(saidDuring(session, () => session.predicting.choose(1))).toEqual([`Answer 2: ${answers[1]?.text ?? ''}.`])
  expect(saidDuring(session, () => void session.predicting.lockIn())).toEqual([
    'Locked in. Play on to see what happens.',
  ])
})

it('sends nobody on where the answer is told at once', () => {
  const { session } = createTestSession()
  session.seek(2)
  const real = session.lab.question.bind(session.lab)
  vi.spyOn(session.lab, 'question').mockImplementation((moment, stateAt, salt) => {
    const question = real(moment, stateAt, salt)
    return question && { ...question, until: moment.position }
  })
  session.predicting.toggle()
  session.predicting.choose(1)
  expect(saidDuring(session, () => void session.predicting.lockIn())).toEqual(['Locked in.'])
})
