// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { AttemptMoment } from './attempts.ts'
import { RunList } from './RunList.tsx'

const work = { texts: new Map<string, string>(), hints: [] }
const moments: readonly AttemptMoment[] = [
  { record: 't.0', kind: 'start', seconds: 0, work },
  { record: 't.1', kind: 'edit', seconds: 5, work },
  { record: 't.2', kind: 'edit', seconds: 7, work },
  { record: 't.3', kind: 'run', seconds: 9, work, ran: 1, passed: 2, total: 2 },
  { record: 't.4', kind: 'run', seconds: 20, work, passed: 0, total: 2 },
]

it('goes to the moment whose code was run', () => {
  const seek = vi.fn<(moment: number) => void>()
  render(<RunList moments={moments} shown={4} onSeek={seek} />)
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Run 20/20:20', 'Run 12/20:05'])
  expect(screen.getByRole('button', { name: /Run 2/, pressed: true })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: /Run 1/ }))
  expect(seek).toHaveBeenCalledWith(1)
})
