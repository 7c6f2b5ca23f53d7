// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { SqlDataSets } from './SqlDataSets.tsx'
import type { SqlVerdict } from './sql/verdict.ts'

const SHOWN = { id: 'shown', name: 'the table of the prompt', isShown: true, isRight: false, words: 'it was stopped' }

it('counts what lies behind a query that was stopped, as not run', () => {
  const verdict = {
    isRight: false,
    refusal: undefined,
    dataSets: [{ ...SHOWN, fault: 'stopped', milliseconds: 5000 }],
    plan: undefined,
    milliseconds: 5000,
  } as unknown as SqlVerdict
  const props = { verdict, chosen: undefined, onChoose: () => undefined }
  const { rerender } = render(<SqlDataSets {...props} total={6} />)
  expect(screen.getByText('0 of 6')).toBeTruthy()
  expect(screen.getByText('5 not run, and so not right')).toBeTruthy()
  rerender(<SqlDataSets {...props} total={1} />)
  expect(screen.getByText('0 of 1')).toBeTruthy()
  expect(screen.queryByText(/not run/)).toBeNull()
})
