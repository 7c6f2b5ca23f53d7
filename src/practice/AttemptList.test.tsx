// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { AttemptList } from './AttemptList.tsx'
import type { Attempt } from './attempts.ts'

const DAY_MS = 86_400_000
const START = new Date(2026, 2, 1, 9, 5).getTime()

function attemptOf(i: number, score: number | undefined, more: Partial<Attempt> = {}): Attempt {
  const facts = { challenge: 'sq-02', attempt: `a${i}`, passed: 1, total: 2, seconds: 100 + i }
  return {
    ...{ id: `a${i}`, challenge: 'sq-02', isTimed: true, isPaused: false, texts: new Map(), hints: [] },
    ...{ moments: [], passedOver: new Map(), seconds: 100 + i, lastAt: START + i * DAY_MS },
    submitted: score === undefined ? undefined : { type: 'attempt-submitted', ...facts, score },
    ...more,
  }
}

function open(attempts: readonly Attempt[], more: { readonly shown?: string; readonly refusal?: string } = {}) {
  const onOpen = vi.fn<(id: string) => void>()
  const now = new Date(2026, 10, 30)
  render(<AttemptList {...{ attempts, now, onOpen }} shown={more.shown} refusal={more.refusal} />)
  return onOpen
}

const rows = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent)

it('says so where there is none, also while the first one is open', () => {
  open([attemptOf(0, undefined)])
  expect(rows()).toEqual([])
  expect(screen.getByText('None has been handed in yet.')).toBeDefined()
  expect(screen.queryByRole('button')).toBeNull()
})

it('has of each when it was, what it came to and how long it took, the last one first', () => {
  open([attemptOf(0, 40), attemptOf(1, 95, { hints: [0], isTimed: false }), attemptOf(2, undefined)])
  expect(rows()).toEqual(['2 Mar 09:05solved, no clock, 1 hint951:41', '1 Mar 09:05not solved401:40'])
})

it('opens the one that is pressed, and tells which one is shown', () => {
  const onOpen = open([attemptOf(0, 40), attemptOf(1, 95)], { shown: 'a1' })
  const [last, first] = screen.getAllByRole('button')
  expect([last, first].map((each) => each?.getAttribute('aria-pressed'))).toEqual(['true', 'false'])
  fireEvent.click(first as HTMLElement)
  expect(onOpen.mock.calls).toEqual([['a0']])
})

it('opens none while another one is at work, and says why', () => {
  const onOpen = open([attemptOf(0, 40)], { refusal: 'Not now.' })
  fireEvent.click(screen.getByRole('button', { name: /^1 Mar/ }))
  expect(onOpen).not.toHaveBeenCalled()
  expect(screen.getByText('Not now.')).toBeDefined()
})

describe('many attempts', () => {
  it('the last ones are shown, and all when they are asked for', () => {
    open(Array.from({ length: 100 }, (_, i) => attemptOf(i, 80)))
    expect(rows()).toHaveLength(10)
    fireEvent.click(screen.getByRole('button', { name: 'All 100 attempts' }))
    expect(rows()).toHaveLength(100)
    expect(rows().at(-1)).toMatch(/^1 Mar 09:05/)
    fireEvent.click(screen.getByRole('button', { name: 'Only the last 10' }))
    expect(rows()).toHaveLength(10)
  })
})
