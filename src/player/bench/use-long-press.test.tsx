// @vitest-environment happy-dom
import { act, createEvent, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { useLongPress } from './use-long-press.ts'

afterEach(() => {
  vi.useRealTimers()
})

const done: string[] = []

function Place() {
  const hold = useLongPress('.score', 'button', note)
  return (
    <div {...hold}>
      <div className="score" data-testid="score" onPointerUp={({ clientX }) => void done.push(`lifted at ${clientX}`)}>
        <button type="button">c3</button>
      </div>
    </div>
  )
}

function note(): void {
  done.push('held')
}

/** True where the browser goes on with the presses of a mouse that follow a finger. */
function lift(score: HTMLElement): boolean {
  const end = createEvent.touchEnd(score)
  fireEvent(score, end)
  return !end.defaultPrevented
}

it('takes the finger for lifted where it rests, then calls back, and lets no press of a mouse follow', () => {
  vi.useFakeTimers()
  render(<Place />)
  const score = screen.getByTestId('score')
  const finger = { pointerType: 'touch', clientX: 30, clientY: 5 }
  fireEvent.pointerDown(score, finger)
  fireEvent.pointerUp(score, finger)
  expect(lift(score)).toBe(true)
  act(() => void vi.runAllTimers())
  expect(done).toEqual(['lifted at 30'])
  fireEvent.pointerDown(score, finger)
  fireEvent.pointerMove(score, { ...finger, clientX: 34 })
  act(() => void vi.runAllTimers())
  expect(done.slice(1)).toEqual(['lifted at 30', 'held'])
  expect(lift(score)).toBe(false)
  fireEvent.pointerDown(score, finger)
  fireEvent.pointerMove(score, { ...finger, clientX: 60 })
  act(() => void vi.runAllTimers())
  expect(done).toHaveLength(3)
})

it('leaves a finger to a button that answers it itself', () => {
  vi.useFakeTimers()
  done.length = 0
  render(<Place />)
  const button = screen.getByRole('button')
  fireEvent.pointerDown(button, { pointerType: 'touch', clientX: 30, clientY: 5 })
  act(() => void vi.runAllTimers())
  expect(done).toEqual([])
  expect(lift(button)).toBe(true)
})
