// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { GrowthVerdict } from './code/growth.ts'
import { GrowthPlot } from './GrowthPlot.tsx'

const QUICK: GrowthVerdict = {
  asked: 'O(n)',
  kind: 'good',
  sizes: [10, 20, 40, 80],
  learner: [0, 0.2, 0.9, 1.2],
  reference: [0, 0, 0.04, 0.04],
  words: 'The times are too short.',
}

it('a time too short to be told is not said to be nothing', () => {
  render(<GrowthPlot growth={QUICK} />)
  expect(screen.getByText('yours 1.2 ms')).toBeDefined()
  expect(screen.getByText('reference < 1 ms')).toBeDefined()
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    'n 10: yours < 1 ms, reference < 1 ms; n 20: yours < 1 ms, reference < 1 ms; ' +
      'n 40: yours < 1 ms, reference < 1 ms; n 80: yours 1.2 ms, reference < 1 ms',
  )
})
