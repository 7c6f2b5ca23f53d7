// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { createTestLog } from './test-attempt-log.ts'
import { useAttempt } from './use-attempt.ts'

it('keeps every key, also those that are pressed before the page is drawn again', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  const { edit } = result.current
  for (const text of ['S', 'SE', 'SEL', 'SE', 'SELECT']) edit('sql', text)
  expect(records.map(({ event }) => event?.type)).toEqual([
    'attempt-started',
    ...Array.from({ length: 5 }, () => 'attempt-edited'),
  ])
  rerender()
  expect(result.current.attempt?.texts.get('sql')).toBe('SELECT')
})

it('writes down what each act was done after', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  const { edit, openHint, setPaused, run, returnTo, submit } = result.current
  edit('sql', 'S')
  edit('sql', 'SE')
  openHint(0)
  setPaused(true)
  setPaused(false)
  run()(1, 2)
  returnTo('t.1')
  submit({ score: 50, passed: 1, total: 2 }, 3)
  rerender()
  const after = records.map(({ event }) => event !== undefined && 'after' in event && event.after)
  expect(after).toEqual([false, 't.0', 't.1', 't.2', 't.3', 't.4', 't.5', 't.6', 't.7'])
})

it('writes down what a run ran on, whatever is typed before it ends', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  result.current.edit('sql', 'S')
  const end = result.current.run()
  result.current.edit('sql', 'SE')
  rerender()
  end(1, 2)
  rerender()
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-ran', after: 't.2', of: 't.1', passed: 1, total: 2 })
  expect(result.current.attempt?.moments.at(-1)).toMatchObject({ kind: 'run', ran: 1 })
  expect(result.current.attempt?.texts.get('sql')).toBe('SE')
})

it('begins no attempt with the end of a run whose attempt was erased, and adds none to one that was handed in', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  const end = result.current.run()
  result.current.submit({ score: 50, passed: 1, total: 2 }, 3)
  end(1, 2)
  expect(records.at(-1)?.event?.type).toBe('attempt-submitted')
  records.length = 0
  rerender()
  end(1, 2)
  expect(records).toEqual([])
})

it('goes on with the attempt that is open, also when a merge brings in a later one that has ended', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  result.current.edit('sql', 'mine')
  ports.append({ type: 'attempt-started', challenge: 'sq-02', attempt: 'theirs', isTimed: true })
  const ended = { score: 100, passed: 2, total: 2, seconds: 9 }
  ports.append({ type: 'attempt-submitted', challenge: 'sq-02', attempt: 'theirs', ...ended })
  rerender()
  expect(result.current.attempt?.texts.get('sql')).toBe('mine')
  result.current.edit('sql', 'mine too')
  rerender()
  expect(result.current.attempts).toHaveLength(2)
  result.current.submit({ score: 50, passed: 1, total: 2 }, 3)
  rerender()
  expect(result.current.attempt?.submitted?.score).toBe(50)
})

it('takes off every hint that was read, also one that was opened while it was judged', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  result.current.openHint(0)
  rerender()
  // As the judge holds it, which began before the second hint was opened.
  const { submit } = result.current
  result.current.openHint(1)
  rerender()
  expect(submit({ score: 100, passed: 2, total: 2 }, 3)).toBe(90)
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-submitted', score: 90, passed: 2 })
})

it('keeps to what was handed in here until another one is asked for', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  ports.append({ type: 'attempt-started', challenge: 'sq-02', attempt: 'old', isTimed: true })
  ports.append({ type: 'attempt-started', challenge: 'sq-02', attempt: 'new', isTimed: true })
  rerender()
  result.current.edit('sql', 'b')
  rerender()
  expect(result.current.attempt?.id).toBe('new')
  result.current.submit({ score: 100, passed: 2, total: 2 }, 3)
  rerender()
  expect(result.current.attempt).toMatchObject({ id: 'new', submitted: { score: 100 } })
  result.current.again()
  rerender()
  expect(result.current.attempt?.id).toBe('old')
})

it('begins one attempt, and the next only when it is asked for', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  result.current.openHint(0)
  result.current.openHint(1)
  rerender()
  expect(result.current.attempt?.hints).toEqual([0, 1])
  result.current.submit({ score: 50, passed: 1, total: 2 }, 3)
  rerender()
  result.current.edit('sql', 'late')
  rerender()
  expect(result.current.attempt?.texts.size).toBe(0)
  result.current.again()
  rerender()
  expect(result.current.attempt).toBeUndefined()
  result.current.edit('sql', 'new')
  rerender()
  expect(result.current.attempt?.texts.get('sql')).toBe('new')
  expect(result.current.attempts).toHaveLength(2)
})

function handIn({ ports }: ReturnType<typeof createTestLog>, attempt: string): void {
  ports.append({ type: 'attempt-started', challenge: 'sq-02', attempt, isTimed: true })
  ports.append({ type: 'attempt-edited', attempt, field: 'sql', from: 0, cut: 0, insert: 'SELECT 1' })
  ports.append({ type: 'attempt-submitted', challenge: 'sq-02', attempt, score: 100, passed: 2, total: 2, seconds: 9 })
}

it('opens a challenge that is due with nothing done, and shows the attempt before only when it is asked for', () => {
  const log = createTestLog()
  handIn(log, 'old')
  const open = () => renderHook(() => useAttempt('sq-02', [...log.records], true, log.ports))
  const { result, unmount } = open()
  expect(result.current.attempt).toBeUndefined()
  act(() => result.current.lookBack?.())
  expect(result.current.attempt).toMatchObject({ id: 'old', submitted: { score: 100 } })
  act(() => result.current.again())
  expect(result.current.attempt).toBeUndefined()
  unmount()

  // As after a reload: what was only looked at was not done.
  const { result: later, rerender } = open()
  expect(later.current.attempt).toBeUndefined()
  later.current.edit('sql', 'SELECT 2')
  rerender()
  expect(later.current.attempt?.texts.get('sql')).toBe('SELECT 2')
  expect(later.current.attempts).toHaveLength(2)
})

it('goes on with an open attempt at a challenge that is due', () => {
  const log = createTestLog()
  handIn(log, 'old')
  log.ports.append({ type: 'attempt-started', challenge: 'sq-02', attempt: 'open', isTimed: true })
  const { result } = renderHook(() => useAttempt('sq-02', [...log.records], true, log.ports))
  expect(result.current.attempt?.id).toBe('open')
  expect(result.current.lookBack).toBeUndefined()
})

it('opens a challenge that is not due with what was handed in', () => {
  const log = createTestLog(Date.now())
  handIn(log, 'now')
  const { result } = renderHook(() => useAttempt('sq-02', [...log.records], true, log.ports))
  expect(result.current.attempt?.id).toBe('now')
})

it('shows an older attempt in which nothing can be done, and goes back to the present one', () => {
  const { records, ports } = createTestLog()
  const { result, rerender } = renderHook(() => useAttempt('sq-02', [...records], true, ports))
  const write = (text: string) => {
    result.current.edit('sql', text)
    rerender()
  }
  const handIn = () => {
    act(() => void result.current.submit({ score: 50, passed: 1, total: 2 }, 3))
    rerender()
  }
  const toldText = () => result.current.attempt?.texts.get('sql')
  write('first')
  expect(result.current.open).toBeUndefined()
  handIn()
  act(() => result.current.again())
  write('second')
  expect(result.current.open).toBeUndefined()
  handIn()

  act(() => result.current.open?.(result.current.attempts[0]?.id ?? ''))
  expect(toldText()).toBe('first')
  const length = records.length
  write('nothing of it')
  result.current.run()(1, 2)
  expect([toldText(), records.length]).toEqual(['first', length])
  act(() => result.current.toPresent?.())
  expect(toldText()).toBe('second')
  expect(result.current.toPresent).toBeUndefined()

  // Opening the one that is the present one is going back.
  act(() => result.current.open?.(result.current.attempts[0]?.id ?? ''))
  act(() => result.current.open?.(result.current.attempts[1]?.id ?? ''))
  expect([toldText(), result.current.toPresent]).toEqual(['second', undefined])

  // One that was put aside can be looked at before the next one begins.
  act(() => result.current.again())
  act(() => result.current.open?.(result.current.attempts[0]?.id ?? ''))
  expect(toldText()).toBe('first')
  act(() => result.current.toPresent?.())
  expect(result.current.attempt).toBeUndefined()
})
