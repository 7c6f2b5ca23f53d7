// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import type { Attempt } from './attempts.ts'
import { ChallengeInspector } from './ChallengeInspector.tsx'

const attempt: Attempt = {
  id: 'a0',
  challenge: 'cd-06',
  isTimed: true,
  isPaused: false,
  texts: new Map(),
  hints: [],
  moments: [],
  passedOver: new Map(),
  seconds: 5,
  lastAt: 0,
  submitted: {
    type: 'attempt-submitted',
    attempt: 'a0',
    challenge: 'cd-06',
    score: 48,
    passed: 13,
    total: 20,
    seconds: 5,
  },
}

async function open(id: string, isDone: boolean) {
  const challenge = await CHALLENGES.find((entry) => entry.id === id)?.load()
  if (challenge === undefined) throw new Error(`there is no ${id}`)
  render(
    <ChallengeInspector
      {...{ challenge, attempt, isDone }}
      attempts={[]}
      days={{ 1: 1, 2: 2, 3: 3, 4: 8 }}
      due={undefined}
      currentGrade={2}
      letterKeys
      labHref={undefined}
      now={new Date(0)}
      found={<h2>What was found</h2>}
      onGrade={() => undefined}
      onOpen={undefined}
      reviews={undefined}
    />,
  )
  return screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
}

it('points and grades stand before what was found, and the solution behind it', async () => {
  expect((await open('cd-06', true)).slice(0, 4)).toEqual([
    'Points',
    'How well did you know it? It comes back',
    'What was found',
    'How it comes about',
  ])
})

it('before it is handed in what was found stands first', async () => {
  expect(await open('cd-06', false)).toEqual(['What was found', 'How it is judged', 'Your attempts'])
})

describe('the rule of the points', () => {
  it.each([
    ['ds-02', /^4 lines, each counts the same; of an order that is not right, what belongs in it counts half\. /],
    ['ds-01', /each counts the same; a list that is right in part counts by its share\. /],
    ['xs-01', /^3 lines, each counts the same\. /],
    ['cd-06', /They count 75 points; 25 are for growth of its time as asked/],
    ['cd-13', /made from a seed\.$/],
  ])('of %s', async (id, words) => {
    await open(id, false)
    expect(screen.getByText(words)).toBeDefined()
  })
})
