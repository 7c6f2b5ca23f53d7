// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { ChallengeStory } from './ChallengeStory.tsx'

afterEach(cleanup)

const entry = CHALLENGES.find(({ id }) => id === 'cd-01')
const challenge = await entry?.load()
if (entry === undefined || challenge === undefined) throw new Error('there is no cd-01')

it('opens no hint while an answer is judged to be handed in, and says why', () => {
  const onHint = vi.fn()
  const story = (isHandingIn: boolean) => (
    <ChallengeStory
      {...{ entry, challenge, isHandingIn, onHint }}
      attempt={undefined}
      work={{ texts: new Map(), hints: [] }}
      isTimed
      onTimed={() => undefined}
    />
  )
  const { rerender } = render(story(true))
  fireEvent.click(screen.getByRole('button', { name: /^Show a hint/ }))
  expect(onHint).not.toHaveBeenCalled()
  expect(screen.getByText(/^Your answer is being judged/)).toBeDefined()
  rerender(story(false))
  fireEvent.click(screen.getByRole('button', { name: 'Show a hint' }))
  expect(onHint).toHaveBeenCalledWith(0)
})
