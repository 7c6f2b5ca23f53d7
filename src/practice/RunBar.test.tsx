// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { RunBar, type RunBarProps } from './RunBar.tsx'

const PROPS: RunBarProps = {
  ...{ isRunning: false, isHandingIn: false, progress: '', isDone: false, refusal: undefined, isStored: true },
  ...{ onRun: () => undefined, onSubmit: () => undefined, onStop: () => undefined },
}

it.each(['Run', 'Hand in'])(
  'the keyboard that was on "%s" stays in the bar while it runs and when it is over',
  (name) => {
    const { rerender } = render(<RunBar {...PROPS} />)
    screen.getByRole('button', { name }).focus()
    rerender(<RunBar {...PROPS} isRunning isHandingIn={name === 'Hand in'} />)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop' }))
    rerender(<RunBar {...PROPS} isDone={name === 'Hand in'} />)
    expect(document.activeElement?.closest('.run-bar')).not.toBeNull()
  },
)

it('takes no keyboard that is elsewhere', () => {
  const { rerender } = render(<RunBar {...PROPS} />)
  const run = screen.getByRole('button', { name: 'Run' })
  run.focus()
  fireEvent.blur(run)
  run.blur()
  rerender(<RunBar {...PROPS} isRunning />)
  expect(document.activeElement).toBe(document.body)
})
