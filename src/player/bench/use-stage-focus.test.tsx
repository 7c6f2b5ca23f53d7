// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { inspector, seek, setUpBench, show } from './test-bench.tsx'

setUpBench()

const stage = () => screen.getByRole('region', { name: 'Stage' })

it('a comparison that takes the place of what had the focus leaves it to the stage, and so does its end', async () => {
  const { session, user } = show()
  seek(session, 50)
  await user.keyboard('f1')
  const [tab] = inspector().getAllByRole('tab')
  act(() => tab?.focus())
  expect(document.activeElement).toBe(tab)
  await user.keyboard('{Shift>}F{/Shift}')
  expect(session.state.comparison).toBeDefined()
  expect(document.activeElement).toBe(stage())
  act(() => inspector().getByRole('group', { name: 'What differs' }).focus())
  await user.keyboard('{Escape}')
  expect(session.state.comparison).toBeUndefined()
  expect(document.activeElement).toBe(stage())
})

it('a question that goes with the focus leaves it to the stage where nothing had it before', async () => {
  const { session, user } = show()
  seek(session, 50)
  await user.keyboard('p')
  expect(document.activeElement?.closest('.predict')).not.toBeNull()
  await user.keyboard('p')
  expect(session.state.prediction).toBeUndefined()
  expect(document.activeElement).toBe(stage())
})

it('what has the focus and stays keeps it', async () => {
  const { session, user } = show()
  seek(session, 50)
  const slider = screen.getByRole('slider', { name: 'Playhead' })
  act(() => slider.focus())
  await user.keyboard('f1{Shift>}F{/Shift}')
  expect(session.state.comparison).toBeDefined()
  expect(document.activeElement).toBe(slider)
})
