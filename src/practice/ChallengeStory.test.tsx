// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { ChallengeStory } from './ChallengeStory.tsx'

const entry = CHALLENGES.find(({ id }) => id === 'cd-01')
const challenge = await entry?.load()
if (entry === undefined || challenge === undefined) throw new Error('there is no cd-01')

it('opens no hint where it is refused, and says why', () => {
  const onHint = vi.fn()
  const story = (hintRefusal: string | undefined) => (
    <ChallengeStory
      {...{ entry, challenge, hintRefusal, onHint }}
      attempt={undefined}
      work={{ texts: new Map(), hints: [] }}
      isTimed
      onTimed={() => undefined}
    />
  )
  const { rerender } = render(story('Your answer is being judged.'))
  fireEvent.click(screen.getByRole('button', { name: /^Show a hint/ }))
  expect(onHint).not.toHaveBeenCalled()
  expect(screen.getByText(/^Your answer is being judged/)).toBeDefined()
  rerender(story(undefined))
  fireEvent.click(screen.getByRole('button', { name: 'Show a hint' }))
  expect(onHint).toHaveBeenCalledWith(0)
})
