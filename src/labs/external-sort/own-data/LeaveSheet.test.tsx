// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { StopSheet } from './LeaveSheet.tsx'

it.each([
  ['file', 'Another file ends the sort of a.csv. No run is finished.'],
  ['choices', 'Going back to the choices ends the sort of a.csv. No run is finished.'],
] as const)('says what ends a sort that is left for the %s', (to, told) => {
  render(<StopSheet name="a.csv" to={to} kept="No run is finished." onStay={vi.fn()} onStop={vi.fn()} />)
  expect(screen.getByText(/ends the sort of/).textContent).toBe(told)
})
