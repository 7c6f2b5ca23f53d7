// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { createBenchUi } from './bench-ui.ts'
import { createTestSession } from './gate-lab.tsx'
import { RunList } from './RunList.tsx'

it('what is deleted in it is brought back in it by the key that it is brought back by elsewhere', async () => {
  const { session } = createTestSession()
  session.seek(150)
  session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
  session.branching.switchTo('b0')
  render(<RunList session={session} ui={createBenchUi()} />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Delete strict' }))
  expect(screen.queryByRole('button', { name: 'Delete strict' })).toBeNull()
  await user.keyboard('{Control>}z{/Control}')
  expect(screen.getByRole('button', { name: 'Delete strict' })).toBeTruthy()
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true)
})
