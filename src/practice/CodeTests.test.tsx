// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { CaseVerdict, CodeVerdict } from './code/verdict.ts'
import { CodeTests } from './CodeTests.tsx'

function caseOf(name: string, isHidden: boolean, isRight: boolean): CaseVerdict {
  return { name, isHidden, isRight, args: ['1'], expected: '1', stdout: '', milliseconds: 1 }
}

function show(cases: readonly CaseVerdict[], more: Partial<CodeVerdict>) {
  const right = cases.filter(({ isRight }) => isRight).length
  render(<CodeTests verdict={{ language: 'typescript', which: 'all', seed: 7, cases, right, ...more }} />)
}

it('what fails stands open, what is right of the hidden ones behind a press', () => {
  show([caseOf('shown', false, true), caseOf('ties', true, false), caseOf('large', true, true)], {})
  const isOpen = (name: string) => screen.getByText(name).closest('details') === null
  expect(['shown', 'ties', 'large'].map(isOpen)).toEqual([true, true, false])
  expect(screen.getByText('1 right')).toBeDefined()
})

it('says what the points are of where growth is asked for, and nothing where it is not', () => {
  const cases = [caseOf('shown', false, false)]
  show(cases, { points: { correctness: 48, growth: 0 } })
  expect(screen.getByText('48 of 75 points for the cases, 0 of 25 for growth')).toBeDefined()
  cleanup()
  show(cases, { points: { correctness: 65 } })
  expect(screen.queryByText(/ points for /)).toBeNull()
})

it('knows of a case that its limit ended only that it took longer', () => {
  const ended = 'It did not end within 2 s.'
  const cases = [
    { ...caseOf('endless', false, false), milliseconds: 2000, ended },
    { ...caseOf('quick', false, true), milliseconds: 1.25 },
    { ...caseOf('left out', false, false), milliseconds: 0, ended: 'It was not run.' },
  ]
  show(cases, {})
  expect(screen.getAllByRole('listitem').map((item) => item.querySelector('.num')?.textContent)).toEqual([
    ...['> 2 s', '1.3 ms', 'not run'],
  ])
})
