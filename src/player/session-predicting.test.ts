import { describe, expect, it, test, vi } from 'vitest'
import type { Session } from './session.ts'
import { createTestSession } from './bench/gate-lab.tsx'

describe('predicting', () => {
  it('goes on to where a question is worth asking and counts it', () => {
    const { session } = createTestSession()
    session.seek(2)
    session.predicting.toggle()
    expect(session.state.prediction?.position).toBe(6)
    expect(session.state).toMatchObject({ asked: 1, position: 6 })
    session.predicting.next()
    expect(session.state.prediction?.position).toBe(11)
    expect(session.state.asked).toBe(2)
  })

  it('plays the truth to its end after the answer is locked in, and no further', () => {
    const { session } = createTestSession()
    session.predicting.toggle()
    session.predicting.choose(1)
    session.predicting.setConfidence('certain')
    expect(session.predicting.lockIn()).toMatchObject({ chosen: 1, confidence: 'certain', position: 1 })
    expect(session.predicting.truthAhead).toBe(true)
    session.step(1)
    expect(session.state.direction).toBe(1)
    for (let i = 0; i < 100; i++) session.tick(100)
    expect(session.state).toMatchObject({ position: 4, direction: 0 })
    expect(session.predicting.truthAhead).toBe(false)
    expect(session.state.prediction?.locked).toBe(true)
  })

  it('holds the playhead once before the answer; to go again skips it; says when nothing is left to ask', () => {
    const { session } = createTestSession()
    session.predicting.toggle()
    const { position } = session.state
    session.core.set({ held: true })
    for (const place of [40, 41]) session.seek(place)
    session.core.set({ held: false })
    expect(session.state).toMatchObject({ position, skipped: 0 })
    expect(session.state.notice).toBe('A question is open: answer it, or skip it with Esc.')
    session.seek(40)
    expect(session.state).toMatchObject({ position, skipped: 0 })
    expect(session.state.notice).toBe('A question is open: answer it, or skip it with Esc or by going on once more.')
    session.seek(40)
    expect(session.state).toMatchObject({ position: 40, skipped: 1 })
    expect(session.state.prediction).toBeUndefined()
    session.predicting.toggle()
    session.play(1)
    expect(session.state.direction).toBe(0)
    session.predicting.leave()
    expect(session.state.skipped).toBe(2)
    session.seek(523)
    session.predicting.toggle()
    expect(session.state.prediction).toBeUndefined()
    expect(session.state.notice).toBe('Nothing left to predict to the end of the log.')
  })
})

test('a question that was asked just now is not asked again while there is another', () => {
  const { session } = createTestSession()
  const { lab } = session
  const real = lab.question.bind(lab)
  vi.spyOn(lab, 'question').mockImplementation((moment, stateAt, salt) => {
    const question = real(moment, stateAt, salt)
    return question === undefined ? undefined : { ...question, text: `Question ${salt % 6}` }
  })
  const asked = new Set<string>()
  session.predicting.toggle()
  for (let i = 0; i < 6; i++) {
    asked.add(session.state.prediction?.question.text ?? '')
    session.predicting.next()
  }
  expect(asked.size).toBe(6)
})

test('what has been told is not asked again while something else can be, also where it is asked in other words', () => {
  const { session } = createTestSession()
  const { lab } = session
  const real = lab.question.bind(lab)
  vi.spyOn(lab, 'question').mockImplementation((moment, stateAt, salt) => {
    const question = real(moment, stateAt, salt)
    if (question === undefined) return undefined
    const { position } = moment
    return position < 60 ? { ...question, topic: 'last', text: `What is last, from ${position}`, until: 500 } : question
  })
  const topics: string[] = []
  const ask = (isAnswered: boolean): void => {
    session.seek(10)
    session.predicting.toggle()
    session.predicting.choose(0)
    if (isAnswered) session.predicting.lockIn()
    topics.push(session.state.prediction?.question.topic ?? '')
    session.predicting.leave()
  }
  for (const isAnswered of [false, true, true]) ask(isAnswered)
  expect(topics).toEqual(['last', 'last', 'checks'])
})

test('where all that can be asked has been told, it is asked again', () => {
  const { session } = createTestSession()
  const { lab } = session
  const real = lab.question.bind(lab)
  vi.spyOn(lab, 'question').mockImplementation((moment, stateAt, salt) => {
    const question = real(moment, stateAt, salt)
    return question === undefined ? undefined : { ...question, topic: 'last', until: 525 }
  })
  for (let i = 0; i < 2; i++) {
    session.seek(10)
    session.predicting.toggle()
    session.predicting.choose(0)
    session.predicting.lockIn()
    expect(session.state.prediction?.question.topic).toBe('last')
    session.predicting.leave()
  }
})

describe('a question that is left', () => {
  const leaves: Readonly<Record<string, (session: Session) => void>> = {
    'by a fork': (session) => session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' }),
    'for another run': (session) => session.branching.startRun({ ...session.branch.spec.params, page: 5 }, 'page 5'),
    'for another branch': (session) => session.branching.switchTo(session.state.branches[1]?.id ?? ''),
    'for a comparison': (session) => session.comparing.start(session.state.branches[1]?.id ?? ''),
    'for one of another topic': (session) => session.predicting.ask(40, 0),
    'for the next one': (session) => session.predicting.next(),
    'by a move of its own': (session) => session.core.move(90),
  }
  it.each(Object.keys(leaves))('%s is skipped, and counted once', (how) => {
    const { session } = createTestSession()
    session.branching.addBranch({ name: 'side', parent: 'b0', at: 0, params: session.branch.spec.params, acts: [] })
    session.seek(10)
    session.predicting.toggle()
    session.predicting.choose(1)
    leaves[how]?.(session)
    expect(session.state.skipped).toBe(1)
  })

  it('is not, once its answer is locked in', () => {
    for (const leave of Object.values(leaves)) {
      const { session } = createTestSession()
      session.branching.addBranch({ name: 'side', parent: 'b0', at: 0, params: session.branch.spec.params, acts: [] })
      session.seek(10)
      session.predicting.toggle()
      session.predicting.choose(1)
      session.predicting.lockIn()
      leave(session)
      expect(session.state.skipped).toBe(0)
    }
  })
})
