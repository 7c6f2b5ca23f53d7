// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { createTestSession, testLab } from './gate-lab.tsx'
import { MarkHistory } from './MarkHistory.tsx'

it('looks no further than the log goes, either way', () => {
  const { session } = createTestSession({}, false, { ...testLab, touches: () => true })
  session.seek(20)
  const moment = session.core.moment(session.branch, 20)
  if (moment === undefined) throw new Error('nothing is written')
  render(<MarkHistory session={session} moment={moment} mark="gate-1" />)
  const left = session.branch.log.length - 20
  expect(screen.getByText('12 more in the 20 events before here.')).toBeTruthy()
  expect(screen.getByText(`${left - 4} more in the ${left} events after here.`)).toBeTruthy()
})
